/// What people choose first: our own list, in the order we thought of it.
///
/// It need not be long. The rules in `PasswordReading` recognise each entry in any decoration, doubled, reversed, in
/// pairs and with the usual digits for letters.
enum CommonWords {
    static let tree = WordTree(PasswordReading.fold(words + phrases).split(whereSeparator: \.isWhitespace))

    /// Single words: accounts and computers, names, sports, places, animals, the calendar, feelings, films, games.
    private static let words = #"""
        password passwort passwd passcode passphrase passwords pass pwd motdepasse contrasena clave senha parola parol
        wachtwoord haslo losenord salasana parool sifre heslo lozinka mima wachtwort kennwort geheim secret secreto
        segredo segreto geheimnis private hidden unknown nothing none null empty blank default
        admin administrator administrador administrateur root sysadmin superuser user username guest visitor login
        logon signin signup account konto compte cuenta member manager master service system server database oracle
        mysql postgres windows linux ubuntu debian android iphone samsung nokia apple google facebook instagram
        twitter youtube amazon netflix spotify paypal microsoft office outlook gmail yahoo hotmail whatsapp telegram
        tiktok snapchat reddit discord steam xbox nintendo playstation computer laptop internet website email mobile
        telephone phone network wifi wireless router cisco printer security secure access open start enter backup
        demo test testing tester temp temporary example sample changeme change update upgrade reset recovery
        welcome welcome1 willkommen bienvenue bienvenido benvenuto bemvindo hello hallo bonjour hola ciao hejsan
        goodbye letmein letmeinnow opensesame sesame trustnoone iamgod imtheboss whatever nopassword mypassword
        yourpassword thepassword newpassword oldpassword ilovemyself
        iloveyou iloveu iloveme ilove love lover loveme lovely loveyou loveyou2 forever always together kissme kisses
        tequiero teamo jetaime ichliebedich liebe amour amore amor corazon schatz schatzi engel angel angels baby
        babygirl babyboy babe honey sweetie sweetheart darling sunshine princess princesa prinzessin prince queen
        king beautiful pretty sexy hottie cutie cute lucky happy smile friend friends freunde family familie mother
        father mama mami papa papi mommy daddy sister brother grandma grandpa wife husband
        alexander alexandra alex alexis amanda andrea andreas andrew andy angela angelina anna anthony antonio ashley
        austin barbara benjamin brandon brian carlos carmen caroline charlie charlotte chelsea chris christian
        christina christine claudia daniel daniela david dennis diana diego dmitry dominik eduardo edward elena
        elizabeth emily emma eric ethan fernando florian francesco francisco frank gabriel gabriela george giovanni
        gregory hannah harley heather helena henry isabella jackson jacob james jason jasmine javier jennifer jeremy
        jessica jesus johannes john johnny jonathan jordan jorge jose joseph joshua juan julia julian justin karen
        katharina katherine kevin kimberly kristina laura lauren leonardo lisa louis lucas luis lukas madison manuel
        marcus maria mariana marina mario mark markus martin mary matthew matthias maximilian megan melanie melissa
        michael michaela michelle miguel mohamed mohammed monica monika morgan natalia natalie nathan nicholas
        nicolas nicole nikita nikolai oliver olivia pamela patricia patrick paul paula pedro peter philip rachel
        rafael raymond rebecca ricardo richard robert roberto rodrigo rosario rosie ryan sabrina samantha samuel
        sandra sarah sean sebastian sergey sharon sofia sophie stefan stefanie stephanie stephen steven susan sven
        sylvia taylor teresa theresa thomas tiffany timothy tobias tyler valentina valeria vanessa veronica victor
        victoria vincent vladimir william wolfgang xavier zachary
        football fussball futbol futebol soccer baseball basketball hockey icehockey softball volleyball handball
        tennis golf golfer boxing rugby cricket swimming running skating skateboard snowboard surfing fishing hunting
        racing biker cycling yoga karate judo wrestling gymnast cheerleader champion champions winner player playboy
        yankees cowboys lakers dodgers redsox steelers packers eagles raiders broncos patriots giants bulls celtics
        liverpool chelseafc arsenal barcelona realmadrid manchester manutd juventus bayern schalke dortmund benfica
        ajax celtic rangers everton tottenham flamengo corinthians palmeiras riverplate bocajuniors galatasaray
        fenerbahce besiktas ferrari mercedes porsche lamborghini bugatti mustang corvette camaro chevrolet toyota
        honda yamaha kawasaki suzuki ducati harleydavidson volkswagen audi subaru nissan maserati jaguar
        monkey dragon tiger lion panther leopard eagle falcon hawk phoenix wolf wolves bear panda koala kitty kitten
        cat cats pussycat dog dogs doggy puppy hund katze gato perro bunny rabbit hamster mouse horse horses pony
        unicorn dolphin shark whale turtle spider scorpion snake python cobra viper butterfly schmetterling mariposa
        buster bailey bella buddy coco daisy duke fluffy ginger lady lucy lulu maggie max milo molly oscar pepper
        rocky rusty sadie scooter shadow simba snoopy sparky teddy tigger toby whiskers
        superman batman spiderman ironman wolverine hulk avengers captain america joker pokemon pikachu naruto sasuke
        goku dragonball onepiece starwars skywalker darthvader jedi yoda startrek enterprise matrix terminator
        transformers harrypotter hogwarts gandalf frodo hobbit narnia twilight vampire zombie ninja samurai pirate
        pirates wizard merlin warrior knight viking spartan gladiator hunter killer soldier sniper ranger assassin
        minecraft fortnite roblox callofduty counterstrike warcraft worldofwarcraft starcraft diablo zelda mario
        sonic tetris pacman doom halo gamer games gaming mickey mickeymouse minnie donald goofy disney cinderella
        barbie hellokitty garfield scoobydoo spongebob simpsons homer bartman metallica nirvana slipknot eminem
        tupac beatles elvis madonna beyonce rihanna shakira onedirection justinbieber blink182 greenday linkinpark
        january february march april june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday spring summer autumn winter januar februar maerz maiglockchen juni juli
        oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag fruehling fruhling sommer
        herbst enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes
        miercoles jueves viernes sabado domingo verano invierno primavera janvier fevrier avril juin juillet aout
        septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche printemps hiver
        christmas weihnachten navidad easter ostern halloween birthday geburtstag anniversary holiday weekend
        vacation ferien urlaub today tomorrow yesterday forever21 newyear
        america american england english london britain british scotland ireland irish wales germany deutschland
        german berlin hamburg munich muenchen france paris espana spain madrid italia italy roma milano portugal
        lisboa brasil brazil argentina mexico mexicano colombia venezuela peru chile canada toronto vancouver
        australia sydney melbourne newyork california florida texas boston chicago dallas denver detroit houston
        miami phoenix seattle vegas lasvegas washington hollywood jamaica hawaii africa egypt india pakistan china
        japan tokyo korea russia moscow moskva ukraine poland polska warszawa turkey turkiye istanbul ankara greece
        sweden norway denmark finland holland nederland amsterdam belgium austria osterreich schweiz suisse
        switzerland wien zurich
        chocolate cookie cookies cheese cheesecake banana apples orange cherry strawberry peaches lemon mango melon
        coffee pizza burger chicken pancake cupcake candy sugar bubbles bubblegum lollipop popcorn pepsi cocacola
        cocacola1 whiskey tequila vodka corona heineken budweiser guinness beer wine sweet
        black white green blue yellow purple pink silver golden gold diamond crystal emerald sapphire pearl rainbow
        flower flowers blume blumen flores rose roses lily jasmin violet orchid garden forest mountain river ocean
        beach island desert sunset sunrise moonlight starlight star stars moon heaven hell storm thunder lightning
        tornado hurricane snow snowman snowball winter ice fire flame water earth world planet galaxy universe space
        rocket nature
        god jesuschrist christ jesus1 savior blessed blessing faith hope grace bible church prayer amen allah
        muhammad bismillah buddha krishna ganesh lord heavenly spirit angelo miracle peace freedom liberty justice
        truth destiny fortune luck magic mystery legend hero dream dreams dreamer music guitar piano drummer dancer
        dance dancing singer rockstar rock metal jazz hiphop artist movie movies cinema reading library school
        schule student teacher college university science history english math nurse doctor lawyer police fireman
        army navy marine marines airforce pilot driver boss office work worker business company money dollar million
        millionaire rich cash bitcoin crypto ethereum power powerful super superstar awesome amazing fantastic great
        cool nice good best first number one crazy stupid loser idiot dumbass asshole bitch bastard bullshit fuck
        fucker fuckyou fuckoff fuckme shit damn hello123 freak monster devil lucifer satan demon darkness death
        ghost skull blood vengeance
        пароль привет любовь солнышко люблютебя йцукен марина наташа максим
        """#

    /// Well-known passwords and sayings of more than one word, written together.
    private static let phrases = #"""
        passwordpassword password1234 password12345 password123456 passw0rd1234 mypassword123 adminadmin
        administrator1 adminpassword rootroot testtest testtesttest test1234test changemeplease changemenow
        letmeinplease letmeinletmein iloveyou1234 iloveyouforever iloveyousomuch iloveyoubaby iloveyoutoo iloveyou3000
        ihateyou ihatepasswords ihatethis iloveyoumom iloveyoumum iloveyoudad iloveyoubabe iloveyouall ilovegod
        ilovejesus ilovemusic ilovemymom ilovemymum ilovemydad ilovemyfamily ilovemydog ilovemycat ilovemylife
        ilovemywife ilovemykids ilovefootball
        qwertyqwerty qwerty123456 qwertyuiop123 asdfghjkl123 zxcvbnm12345 qwerty12345678 asdfasdfasdf qweasdzxc
        qweasdzxc123 1q2w3e4r5t6y qazwsxedcrfv 1qaz2wsx3edc 1qaz1qaz1qaz qwerasdfzxcv q1w2e3r4t5y6 zaq12wsxcde3
        abcd1234abcd abcdefgh1234 aa123456789 a123456789 abc123abc123 abc123456789 123abc456def 123qwe123qwe
        123123123123 123456123456 12345qwert12345 123456qwerty 121212121212 112233445566 111111222222 123321123321
        102030405060 987654321000 147258369000 159357159357 741852963000 110110110110 000000000000 666666666666
        thisisapassword thisismypassword thisisasecret thisisatest thisisnotmypassword notapassword nottelling
        noneofyourbusiness mindyourownbusiness idontknow idontcare idontremember iforgot iforgotit iforgotmypassword
        ineverforget dontforget rememberme remember rememberthis forgetmenot donttellanyone cantguessthis guessme
        guesswhat trustno1 trustme trusting trustingod ingodwetrust godisgood godislove godblessme godblessyou
        jesuslovesme jesusislord jesusissavior jesussaves praisethelord thankyoulord thankyoujesus hallelujah
        onceuponatime happilyeverafter happybirthday happynewyear merrychristmas feliznavidad felizcumple
        goodmorning goodnight goodluck goodbyeworld helloworld hellothere hellokitty1 howareyou whatsup whatsyourname
        mynameis nicetomeetyou haveaniceday seeyoulater takeiteasy justdoit nopainnogain neversaynever nevergiveup
        neversurrender carpediem hakunamatata livelaughlove lovelife lifeisgood lifeisbeautiful liveandletlive
        bethechange bestfriends bestfriendsforever bestfriend forevermore foreverandever foreveryoung foreveralone
        friendsforever together4ever partytime partygirl rockandroll sexdrugsrocknroll
        maytheforcebewithyou maytheforce lukeskywalker princessleia obiwankenobi chewbacca deathstar winteriscoming
        gameofthrones lordoftherings breakingbad southpark familyguy bigbangtheory housemd doctorwho thewalkingdead
        supermario supersonic superpassword superhero superuser1 spidermonkey
        correcthorsebatterystaple horsebatterystaple correctbatteryhorsestaple correcthorsebattery purplemonkeydishwasher
        thequickbrownfoxjumpsoverthelazydog jumpsoverthelazydog itwasthebestoftimes callmeishmael thatisthequestion
        allyourbasearebelongtous nevergonnagiveyouup toinfinityandbeyond houstonwehaveaproblem openthepodbaydoors
        solongandthanksforallthefish oneringtorulethemall mynameisinigomontoya winteriscomingsoon imnotarobot
        maryhadalittlelamb twinkletwinklelittlestar rosesareredvioletsareblue humptydumptysatonawall
        allemeineentchen hanschenklein ihrkinderleinkommet derballistrund franzjagtimkomplettverwahrlostentaxi
        donaudampfschifffahrtsgesellschaft
        alohomora abracadabra opensesame123 simsalabim hocuspocus tobeornottobe thequickbrownfox quickbrownfox
        loremipsum loremipsumdolor supercalifragilistic supercalifragilisticexpialidocious
        honorificabilitudinitatibus antidisestablishmentarianism
        manchesterunited manchestercity newcastleunited realmadridcf fcbarcelona fcbayern bayernmunich
        borussiadortmund liverpoolfc youllneverwalkalone acmilan intermilan newyorkyankees dallascowboys
        losangeles losangeleslakers sanfrancisco sandiego sanantonio newzealand southafrica northcarolina
        unitedstates unitedkingdom greatbritain newyorkcity riodejaneiro saopaulo buenosaires
        michaeljackson michaeljordan cristianoronaldo lionelmessi leomessi neymar zinedinezidane davidbeckham
        kobebryant lebronjames tombrady donaldtrump barackobama billgates stevejobs elonmusk alberteinstein
        chucknorris jamesbond jamesbond007 brucelee bobmarley johncena undertaker marilynmonroe
        chocolatecake icecream peanutbutter cheeseburger strawberries watermelon applepie orangejuice redbull
        jackdaniels johnniewalker mountaindew
        companyname companypassword ourcompany welcometothejungle welcomehome welcomeback welcome2work
        computerscience commandcontrol microsoftwindows internetexplorer googlechrome securepassword
        strongpassword supersecret topsecret verysecret verystrongpassword mysecret mysecretpassword secretpassword
        temporarypassword temppassword defaultpassword initialpassword firstpassword newpassword1 masterpassword
        """#
}
