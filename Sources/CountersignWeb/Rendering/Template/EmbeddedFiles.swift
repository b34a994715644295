/// What `script/embed` compiled in: templates, words and assets, each in a file of its own under `Generated`.
enum EmbeddedFiles {}
