// swift-format-ignore-file
// Written by script/embed from Templates. Change it there.

extension EmbeddedFiles {
    static let templates: [EmbeddedText] = [
        EmbeddedText(name: "ask-again-people", text: ####"""
{{#page.groups}}
<section class="card stack stack--s"><h2>{{name}}</h2>{{#why}}<p class="small muted">{{why}}</p>{{/why}}
<ul class="stack stack--s">
{{#people}}
<li><bdi>{{.}}</bdi></li>
{{/people}}
</ul></section>
{{/page.groups}}
"""####),
        EmbeddedText(name: "console-ask-again-confirm", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="{{page.backPath}}">{{t.console.people.title}}</a></p>
<h1>{{t.helping.confirmTitle}}</h1></div>
<form method="post" action="/admin/people/ask-again" novalidate class="card stack">
{{>csrf}}
<p class="lede">{{page.sentence}}</p>
{{#page.waiting}}<p>{{page.waiting}}</p>{{/page.waiting}}
<p>{{page.why}}</p>
{{#page.details}}<p class="small muted">{{page.details}}</p>{{/page.details}}
<p>{{t.console.askAgain.told}}</p>
{{#page.chosen}}
<input type="hidden" name="{{.}}" value="1">
{{/page.chosen}}
{{#page.fields}}
<input type="hidden" name="{{name}}" value="{{value}}">
{{/page.fields}}
<input type="hidden" name="return" value="{{page.backPath}}">
<input type="hidden" name="filled" value="1">
<input type="hidden" name="confirmed" value="1">
<p class="actions"><button class="btn btn--danger">{{page.button}}</button><a class="btn" href="{{page.backPath}}">{{t.helping.back}}</a></p>
</form>
{{>ask-again-people}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-ask-again", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="{{page.backPath}}">{{t.console.people.title}}</a></p>
<h1>{{page.heading}}</h1>
<p class="lede">{{t.console.askAgain.text}}</p></div>
{{>ask-again-people}}
<form method="post" action="/admin/people/ask-again" novalidate class="card stack stack--l">
{{>csrf}}
{{#page.chosen}}
<input type="hidden" name="{{.}}" value="1">
{{/page.chosen}}
<input type="hidden" name="return" value="{{page.backPath}}">
<input type="hidden" name="filled" value="1">
{{#page.category}}{{>radios}}{{/page.category}}
{{#page.reason}}{{>field}}{{/page.reason}}
{{#page.identity}}{{>radios}}{{/page.identity}}
{{#page.signOut}}
<label class="check"><input type="checkbox" id="{{id}}" name="{{id}}" value="1"{{#isTicked}} checked{{/isTicked}}><span>{{label}}</span></label>
{{/page.signOut}}
{{#page.ticket}}{{>field}}{{/page.ticket}}
<p class="actions"><button class="btn btn--primary">{{t.helping.next}}</button><a class="btn" href="{{page.backPath}}">{{t.helping.back}}</a></p>
</form>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-audit", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><h1>{{t.console.audit.title}}</h1><p class="lede">{{t.console.audit.text}} <span class="no-js">{{page.zone}}</span></p></div>
<form method="get" action="/admin/audit" role="search" class="card filters">
{{#page.from}}{{>console-day}}{{/page.from}}
{{#page.through}}{{>console-day}}{{/page.through}}
{{#page.area}}{{>console-choice}}{{/page.area}}
<div class="field{{#page.personProblem}} field--error{{/page.personProblem}}"><label class="label" for="person">{{t.console.audit.person}}</label>
{{#page.personProblem}}<span class="error" id="person-error">{{>icon-problem}}<span><span class="visually-hidden">{{t.layout.error}} </span>{{page.personProblem}}</span></span>{{/page.personProblem}}
<input class="input" id="person" name="person" type="text" autocomplete="off" spellcheck="false" autocapitalize="none"{{#page.personProblem}} aria-invalid="true" aria-describedby="person-error"{{/page.personProblem}} value="{{page.person}}"></div>
{{#page.by}}{{>console-choice}}{{/page.by}}
{{#page.outcome}}{{>console-choice}}{{/page.outcome}}
<div class="actions"><button class="btn btn--primary">{{t.console.audit.apply}}</button>{{#page.isFiltered}}<a href="/admin/audit">{{t.console.audit.clear}}</a>{{/page.isFiltered}}</div>
</form>
{{#page.hasRows}}
<section class="card card--flush"><div class="table-wrap" tabindex="0" role="region" aria-labelledby="log"><table><caption class="visually-hidden" id="log">{{t.console.audit.title}}</caption>
<thead><tr><th scope="col">{{t.console.audit.when}}</th><th scope="col">{{t.console.audit.whatHappened}}</th><th scope="col">{{t.console.audit.toWhom}}</th><th scope="col">{{t.console.audit.who}}</th><th scope="col">{{t.console.audit.whence}}</th></tr></thead>
<tbody>
{{#page.rows}}
<tr><td><a href="{{href}}">{{when}}</a></td><th scope="row" class="cell-wide">{{#isRefused}}<span class="tag tag--bad">{{t.console.audit.refused}}</span> {{/isRefused}}{{sentence}}{{#reason}}<br><span class="small muted">{{t.console.audit.reason}} {{reason}}</span>{{/reason}}{{#approver}}<br><span class="small muted">{{t.console.audit.agreed}} <bdi>{{approver}}</bdi></span>{{/approver}}{{#reference}}<br><span class="small muted">{{t.console.audit.reference}} <bdi>{{reference}}</bdi></span>{{/reference}}</th><td>{{#person}}{{person}}{{/person}}{{^person}}–{{/person}}</td><td>{{actor}}</td><td>{{#whence}}{{whence}}{{/whence}}{{^whence}}–{{/whence}}</td></tr>
{{/page.rows}}
</tbody></table></div></section>
{{/page.hasRows}}
{{^page.hasRows}}<section class="card">{{>empty}}</section>{{/page.hasRows}}
{{#page.hasPages}}
<nav aria-label="{{t.activity.pages}}"><p class="actions">
{{#page.firstPath}}<a class="btn" href="{{page.firstPath}}">{{t.activity.newer}}</a>{{/page.firstPath}}
{{#page.nextPath}}<a class="btn" rel="next" href="{{page.nextPath}}">{{t.activity.older}}</a>{{/page.nextPath}}
</p></nav>
{{/page.hasPages}}
{{#page.mayExport}}<p class="actions"><a class="btn" href="{{page.csvPath}}">{{t.console.audit.exportCSV}}</a><a class="btn" href="{{page.linesPath}}">{{t.console.audit.exportLines}}</a><span class="small muted">{{t.console.audit.exportText}}</span></p>{{/page.mayExport}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-bypass-made", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/people">{{t.console.people.title}}</a> / <a href="{{page.personPath}}"><bdi>{{page.person}}</bdi></a></p>
<h1>{{page.heading}}</h1></div>
<section class="card stack">
<p class="secret secret--read" id="bypass-code" translate="no">{{page.code}}</p>
<p class="actions needs-js"><button type="button" class="btn" data-copy="bypass-code" data-copied="{{t.script.copied}}" data-not-copied="{{t.script.notCopied}}">{{>icon-copy}}{{t.helping.copy}}</button><span role="status" class="small muted"></span></p>
<p>{{page.text}}</p>
<p class="actions"><a class="btn btn--primary" href="{{page.personPath}}">{{t.helping.done}}</a><a class="btn btn--danger" href="{{page.cancelPath}}">{{t.helping.cancelCode}}</a></p>
</section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-choice", text: ####"""
<div class="field{{#problem}} field--error{{/problem}}"><label class="label" for="{{id}}">{{label}}</label>
{{#problem}}{{>field-problem}}{{/problem}}
<select class="input" id="{{id}}" name="{{id}}"{{#problem}} aria-invalid="true" aria-describedby="{{id}}-error"{{/problem}}><option value="">{{any}}</option>{{#options}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/options}}</select></div>
"""####),
        EmbeddedText(name: "console-day", text: ####"""
<div class="field{{#problem}} field--error{{/problem}}"><label class="label" for="{{id}}">{{label}}</label>
{{#problem}}{{>field-problem}}{{/problem}}
<input class="input" id="{{id}}" name="{{id}}" type="date"{{#problem}} aria-invalid="true" aria-describedby="{{id}}-error"{{/problem}} value="{{value}}"></div>
"""####),
        EmbeddedText(name: "console-delivery", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div class="stack stack--s"><h1>{{t.console.delivery.title}}</h1><p class="lede">{{t.console.delivery.text}} {{#page.asOf}}{{page.asOf}}{{/page.asOf}}</p></div>
<div class="stats">
{{#page.counts}}
<div class="card stat"><span class="muted small">{{label}}</span><b>{{value}}</b><span class="small muted">{{text}}</span></div>
{{/page.counts}}
</div>
<section class="card stack"><h2>{{t.console.delivery.times}}</h2><dl class="facts">
<div><dt>{{t.console.delivery.median}}</dt><dd>{{page.median}}</dd></div>
<div><dt>{{t.console.delivery.slow}}</dt><dd>{{page.slow}}</dd></div>
</dl></section>
<section class="card card--flush"><div class="card-head"><h2 id="trouble">{{t.console.delivery.trouble}}</h2></div>
{{#page.hasTrouble}}<div class="table-wrap" tabindex="0" role="region" aria-labelledby="trouble"><table>
<thead><tr><th scope="col">{{t.console.delivery.domain}}</th><th scope="col" class="num">{{t.console.delivery.failed}}</th><th scope="col" class="num">{{t.console.delivery.all}}</th></tr></thead><tbody>
{{#page.domains}}
<tr><th scope="row"><bdi>{{name}}</bdi></th><td class="num">{{failed}}</td><td class="num">{{all}}</td></tr>
{{/page.domains}}
</tbody></table></div>{{/page.hasTrouble}}
{{^page.hasTrouble}}<div class="card-body"><p class="muted">{{t.console.delivery.noTrouble}}</p></div>{{/page.hasTrouble}}
</section>
{{#page.test}}
<section class="card stack"><h2>{{t.console.delivery.test}}</h2><p>{{page.test}}</p>
<form method="post" action="/admin/delivery/test" novalidate>{{>csrf}}<button class="btn">{{t.console.delivery.testButton}}</button></form></section>
{{/page.test}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-event", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/audit">{{t.console.audit.title}}</a> / {{page.position}}</p>
<h1>{{page.heading}}</h1>
<p class="lede">{{page.sentence}}</p></div>
<section class="card stack"><p class="actions">{{#page.mark}}<span class="tag tag--{{tone}}">{{label}}</span>{{/page.mark}}<span class="small muted">{{page.markText}}</span></p>
<dl class="facts">
<div><dt>{{t.console.audit.when}}</dt><dd>{{page.when}}</dd></div>
<div><dt>{{t.console.audit.who}}</dt><dd>{{page.actor}}</dd></div>
{{#page.person}}<div><dt>{{t.console.audit.toWhom}}</dt><dd>{{page.person}}</dd></div>{{/page.person}}
{{#page.whence}}<div><dt>{{t.console.audit.whence}}</dt><dd>{{page.whence}}</dd></div>{{/page.whence}}
{{#page.facts}}
<div><dt>{{name}}</dt><dd class="raw"><bdi>{{value}}</bdi></dd></div>
{{/page.facts}}
</dl>
{{#page.isErased}}<p class="small muted">{{t.console.audit.erasedText}}</p>{{/page.isErased}}
</section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-help-confirm", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/people">{{t.console.people.title}}</a> / <a href="{{page.personPath}}"><bdi>{{page.person}}</bdi></a></p>
<h1>{{t.helping.confirmTitle}}</h1></div>
<form method="post" novalidate class="card stack">
{{>csrf}}
<p class="lede">{{page.sentence}}</p>
<p>{{page.why}}</p>
{{#page.details}}<p class="small muted">{{page.details}}</p>{{/page.details}}
<p>{{page.told}}</p>
{{#page.fields}}
<input type="hidden" name="{{name}}" value="{{value}}">
{{/page.fields}}
<input type="hidden" name="confirmed" value="1">
<p class="actions"><button class="btn {{#page.isDangerous}}btn--danger{{/page.isDangerous}}{{^page.isDangerous}}btn--primary{{/page.isDangerous}}">{{page.button}}</button><a class="btn" href="{{page.personPath}}">{{t.helping.back}}</a></p>
</form>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-help", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/people">{{t.console.people.title}}</a> / <a href="{{page.personPath}}"><bdi>{{page.person}}</bdi></a></p>
<h1>{{page.heading}}</h1>
<p class="lede">{{page.text}}</p></div>
<form method="post" novalidate class="card stack stack--l">
{{>csrf}}
{{#page.factor}}<input type="hidden" name="factor" value="{{page.factor}}">{{/page.factor}}
{{#page.category}}{{>radios}}{{/page.category}}
{{#page.reason}}{{>field}}{{/page.reason}}
{{#page.identity}}{{>radios}}{{/page.identity}}
{{#page.length}}{{>radios}}{{/page.length}}
{{#page.network}}{{>field}}{{/page.network}}
{{#page.boxes}}
<label class="check"><input type="checkbox" id="{{id}}" name="{{id}}" value="1"{{#isTicked}} checked{{/isTicked}}><span>{{label}}</span></label>
{{/page.boxes}}
{{#page.ticket}}{{>field}}{{/page.ticket}}
<p class="actions"><button class="btn btn--primary">{{t.helping.next}}</button><a class="btn" href="{{page.personPath}}">{{t.helping.back}}</a></p>
</form>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-overview", text: ####"""
{{<layout-console}}{{$content}}
{{#page.warning}}{{>notice}}{{/page.warning}}
<div class="stack stack--s"><h1>{{t.console.overview.title}}</h1>{{#page.asOf}}<p class="small muted">{{page.asOf}}</p>{{/page.asOf}}</div>
<form method="get" action="/admin/people" role="search" class="search">
<label class="label" for="q">{{t.console.overview.findTitle}}</label>
<div class="search-row"><input class="input" id="q" name="q" type="search" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="q-hint" value=""><button class="btn btn--primary">{{t.console.people.find}}</button></div>
<span class="hint" id="q-hint">{{t.console.people.search}}</span>
</form>
<div class="stats">
{{#page.stats}}
<div class="card stat"><span class="muted small">{{label}}</span><b>{{value}}</b><span class="small">{{#href}}<a href="{{href}}">{{text}}<span class="visually-hidden">: {{label}}</span></a>{{/href}}{{^href}}{{text}}{{/href}}</span></div>
{{/page.stats}}
</div>
<section class="card stack"><h2 id="adoption">{{t.console.overview.adoption}}</h2>
{{#page.hasChart}}
<div class="chart-wrap" tabindex="0" role="region" aria-labelledby="adoption">{{page.chart}}</div>
<details><summary>{{t.console.overview.asTable}}</summary><div class="table-wrap" tabindex="0" role="region" aria-labelledby="adoption-table"><table><caption id="adoption-table">{{t.console.overview.tableCaption}}</caption>
<thead><tr><th scope="col">{{t.console.overview.week}}</th><th scope="col" class="num">{{t.console.overview.share}}</th><th scope="col" class="num">{{t.console.overview.withFactor}}</th><th scope="col" class="num">{{t.console.overview.everyone}}</th></tr></thead><tbody>
{{#page.weeks}}
<tr><th scope="row">{{day}}</th><td class="num">{{share}}</td><td class="num">{{protected}}</td><td class="num">{{accounts}}</td></tr>
{{/page.weeks}}
</tbody></table></div></details>
{{/page.hasChart}}
{{^page.hasChart}}<p class="muted">{{t.console.overview.noChart}}</p>{{/page.hasChart}}
</section>
<div class="split split--even">
<section class="card card--flush"><div class="card-head"><h2 id="methods">{{t.console.overview.byMethod}}</h2></div><div class="table-wrap" tabindex="0" role="region" aria-labelledby="methods"><table>
<thead><tr><th scope="col">{{t.console.person.method}}</th><th scope="col" class="num">{{t.console.overview.peopleColumn}}</th><th scope="col" class="num">{{t.console.overview.share}}</th></tr></thead><tbody>
{{#page.methods}}
<tr><th scope="row">{{name}}</th><td class="num">{{count}}</td><td class="num">{{share}}</td></tr>
{{/page.methods}}
</tbody></table></div></section>
<section class="card card--flush"><div class="card-head"><h2 id="refusals">{{t.console.overview.refusals}}</h2></div>
{{#page.hasRefusals}}<div class="table-wrap" tabindex="0" role="region" aria-labelledby="refusals"><table>
<thead><tr><th scope="col">{{t.console.overview.message}}</th><th scope="col" class="num">{{t.console.overview.times}}</th></tr></thead><tbody>
{{#page.refusals}}
<tr><th scope="row">{{name}}</th><td class="num"><a href="{{href}}">{{count}}<span class="visually-hidden"> {{name}}</span></a></td></tr>
{{/page.refusals}}
</tbody></table></div>{{/page.hasRefusals}}
{{^page.hasRefusals}}<div class="card-body"><p class="muted">{{t.console.overview.noRefusals}}</p></div>{{/page.hasRefusals}}
</section>
</div>
{{#page.hasOrganisations}}
<section class="card card--flush"><div class="card-head"><h2 id="organisations">{{t.console.overview.byOrganisation}}</h2></div><div class="table-wrap" tabindex="0" role="region" aria-labelledby="organisations"><table>
<thead><tr><th scope="col">{{t.console.overview.organisation}}</th><th scope="col" class="num">{{t.console.overview.peopleColumn}}</th><th scope="col" class="num">{{t.console.overview.share}}</th><th scope="col" class="num">{{t.console.overview.grace}}</th></tr></thead><tbody>
{{#page.organisations}}
<tr><th scope="row"><a href="{{href}}"><bdi>{{name}}</bdi></a></th><td class="num">{{count}}</td><td class="num">{{share}}</td><td class="num">{{inGrace}}</td></tr>
{{/page.organisations}}
</tbody></table></div></section>
{{/page.hasOrganisations}}
<section class="card stack"><h2>{{t.console.overview.howItRuns}}</h2><dl class="facts">
<div><dt>{{t.console.overview.setup}}</dt><dd>{{page.setup}}</dd></div>
<div><dt>{{t.console.overview.mailTime}}</dt><dd>{{page.mail}}</dd></div>
<div><dt>{{t.console.overview.clockLabel}}</dt><dd><span class="tag tag--{{page.clockTone}}">{{page.clock}}</span></dd></div>
<div><dt>{{t.console.overview.driftLabel}}</dt><dd>{{page.drift}}</dd></div>
</dl></section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-people", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{t.console.people.title}}</h1>
<form method="get" action="/admin/people" role="search" class="search">
<label class="label" for="q">{{t.console.people.search}}</label>
<div class="search-row"><input class="input" id="q" name="q" type="search" autocomplete="off" spellcheck="false" autocapitalize="none" value="{{page.query}}">{{#page.show}}<input type="hidden" name="show" value="{{page.show}}">{{/page.show}}{{#page.sort}}<input type="hidden" name="sort" value="{{page.sort}}">{{/page.sort}}<button class="btn btn--primary">{{t.console.people.find}}</button></div>
</form>
<nav aria-label="{{t.console.people.filter}}"><ul class="filter">
{{#page.filters}}
<li><a class="filter-item" href="{{href}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}>{{label}}</a></li>
{{/page.filters}}
</ul></nav>
{{#page.hasPeople}}
{{#page.mayAct}}<form method="post" action="/admin/people/remind" novalidate class="stack">
{{>csrf}}
<input type="hidden" name="return" value="{{page.listPath}}">{{/page.mayAct}}
<section class="card card--flush"><div class="card-head"><h2 id="people">{{page.caption}}</h2>{{#page.isSortable}}<p class="small">{{t.console.people.sorted}} {{#page.sorts}}{{#isCurrent}}<strong>{{label}}</strong> {{/isCurrent}}{{^isCurrent}}<a href="{{href}}">{{label}}</a> {{/isCurrent}}{{/page.sorts}}</p>{{/page.isSortable}}</div>
<div class="table-wrap" tabindex="0" role="region" aria-labelledby="people"><table>
<thead><tr>{{#page.mayAct}}<th scope="col"><span class="visually-hidden">{{t.console.people.choose}}</span></th>{{/page.mayAct}}<th scope="col">{{t.console.people.name}}</th><th scope="col">{{t.console.people.state}}</th><th scope="col">{{t.console.people.ways}}</th><th scope="col">{{t.console.people.lastSignIn}}</th></tr></thead>
<tbody>
{{#page.people}}
<tr>{{#page.mayAct}}<td class="tick">{{#mayChoose}}<input type="checkbox" name="{{choice}}" value="1" aria-label="{{name}}">{{/mayChoose}}</td>{{/page.mayAct}}<th scope="row" class="cell-name"><a href="{{href}}"><bdi>{{name}}</bdi></a>{{#email}}<br><span class="small muted"><bdi>{{email}}</bdi></span>{{/email}}</th><td><span class="tags">{{#tags}}<span class="tag tag--{{tone}}">{{label}}</span> {{/tags}}</span></td><td>{{ways}}</td><td class="nowrap">{{lastSignIn}}</td></tr>
{{/page.people}}
</tbody></table></div></section>
{{#page.mayAct}}<p class="actions">{{#page.mayRemind}}<button class="btn">{{t.console.people.remind}}</button>{{/page.mayRemind}}{{#page.askAgainPath}}<button class="btn" formaction="{{page.askAgainPath}}">{{t.console.people.askAgain}}</button>{{/page.askAgainPath}}{{#page.mayRemind}}<span class="small muted">{{t.console.people.remindText}}</span>{{/page.mayRemind}}</p>
</form>{{/page.mayAct}}
{{/page.hasPeople}}
{{^page.hasPeople}}<section class="card">{{>empty}}</section>{{/page.hasPeople}}
{{#page.hasPages}}
<nav aria-label="{{t.activity.pages}}"><p class="actions">
{{#page.firstPath}}<a class="btn" href="{{page.firstPath}}">{{t.console.first}}</a>{{/page.firstPath}}
{{#page.nextPath}}<a class="btn" rel="next" href="{{page.nextPath}}">{{t.console.next}}</a>{{/page.nextPath}}
</p></nav>
{{/page.hasPages}}
{{#page.mayExport}}<p><a href="{{page.exportPath}}">{{t.console.people.export}}</a></p>{{/page.mayExport}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-person", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/people">{{t.console.people.title}}</a> / <bdi>{{page.name}}</bdi></p>
<h1><bdi>{{page.name}}</bdi></h1>
<p class="actions">{{#page.tags}}<span class="tag tag--{{tone}}">{{label}}</span>{{/page.tags}}<span class="muted small">{{page.facts}}</span></p></div>
{{#page.notices}}
{{>notice}}
{{/page.notices}}
<div class="split">
<div class="stack stack--l">
<section class="card card--flush" aria-labelledby="ways"><div class="card-head"><h2 id="ways">{{t.console.person.ways}}</h2></div>
{{#page.hasWays}}
<ul class="rows">
{{#page.ways}}
<li><div><p class="row-title">{{name}}{{#left}} <span class="tag">{{left}}</span>{{/left}}{{#drift}} <span class="tag tag--warn">{{drift}}</span>{{/drift}}</p>
<p class="small muted">{{facts}}</p></div>
{{#hasLinks}}<p class="actions row-actions">{{#links}}<a href="{{href}}">{{label}}<span class="visually-hidden"> {{of}}</span></a>{{/links}}</p>{{/hasLinks}}</li>
{{/page.ways}}
</ul>
{{/page.hasWays}}
{{^page.hasWays}}<div class="card-body"><p class="muted">{{t.console.person.noWays}}</p></div>{{/page.hasWays}}
</section>
<section class="card stack" aria-labelledby="explained"><h2 id="explained">{{t.console.person.explainTitle}}</h2>
<ol class="numbers">
{{#page.explanation}}
<li>{{.}}</li>
{{/page.explanation}}
</ol></section>
<section class="card stack" aria-labelledby="recent"><h2 id="recent">{{t.console.person.events}}</h2>
{{#page.hasEvents}}
<ul class="events">
{{#page.events}}
{{>event-row}}
{{/page.events}}
</ul>
{{#page.allEventsPath}}<p><a href="{{page.allEventsPath}}">{{t.console.person.allEvents}}</a></p>{{/page.allEventsPath}}
{{/page.hasEvents}}
{{^page.hasEvents}}<p class="muted">{{t.console.person.noEvents}}</p>{{/page.hasEvents}}
</section>
{{#page.mails}}{{>sent-mails}}{{/page.mails}}
<section class="card card--flush" aria-labelledby="browsers"><div class="card-head"><h2 id="browsers">{{t.console.person.browsers}}</h2></div>
{{#page.hasBrowsers}}
<ul class="rows">
{{#page.browsers}}
<li><div class="row-main"><span class="row-icon">{{>icon-browser}}</span>
<div><p class="row-title">{{name}} <span class="tag">{{kind}}</span></p>
<p class="small muted">{{facts}}</p></div></div></li>
{{/page.browsers}}
</ul>
{{/page.hasBrowsers}}
{{^page.hasBrowsers}}<div class="card-body"><p class="muted">{{t.console.person.noBrowsers}}</p></div>{{/page.hasBrowsers}}
</section>
</div>
{{#page.hasActions}}
<section class="card stack" aria-labelledby="help-person"><h2 id="help-person">{{t.console.person.help}}</h2>
<p class="small muted">{{page.helpText}}</p>
{{#page.actions}}
<a class="btn btn--block{{#isDangerous}} btn--danger{{/isDangerous}}" href="{{href}}">{{label}}</a>
{{/page.actions}}
</section>
{{/page.hasActions}}
{{^page.hasActions}}
<section class="card stack" aria-labelledby="help-person"><h2 id="help-person">{{t.console.person.help}}</h2>
<p class="muted">{{t.console.person.noHelp}}</p></section>
{{/page.hasActions}}
</div>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-policy-check", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div class="stack stack--s"><p class="small"><a href="{{page.backPath}}">{{t.console.policy.title}}</a> / <bdi>{{page.name}}</bdi></p>
<h1>{{t.console.policy.checkTitle}}</h1></div>
<section class="card stack" aria-labelledby="changes"><h2 id="changes">{{t.console.policy.changes}}</h2>
{{#page.hasChanges}}
<dl class="facts">
{{#page.changes}}
<div><dt>{{rule}}</dt><dd><s>{{before}}</s> <span class="visually-hidden">{{t.console.policy.becomes}}</span><span aria-hidden="true">→</span> <strong>{{after}}</strong></dd></div>
{{/page.changes}}
</dl>
{{/page.hasChanges}}
{{^page.hasChanges}}<p>{{t.console.policy.noChanges}}</p>{{/page.hasChanges}}
</section>
<section class="card stack" aria-labelledby="effect"><h2 id="effect">{{t.console.policy.effect}}</h2>
<ul class="bullets">
{{#page.numbers}}
<li>{{.}}</li>
{{/page.numbers}}
</ul>
{{#page.hasStopped}}
<details><summary>{{t.console.policy.seeThem}}</summary><div><ul class="bullets">
{{#page.stopped}}
<li><a href="{{href}}"><bdi>{{name}}</bdi></a></li>
{{/page.stopped}}
</ul>{{#page.more}}<p>{{page.more}}</p>{{/page.more}}</div></details>
{{/page.hasStopped}}
{{#page.mail}}
<details><summary>{{t.console.policy.mailPreview}}</summary><div class="stack stack--s"><p><strong>{{subject}}</strong></p>
{{#paragraphs}}
<p>{{.}}</p>
{{/paragraphs}}
</div></details>
{{/page.mail}}
</section>
<section class="card stack">
{{#page.mayApply}}
<form method="post" action="/admin/policy/apply" novalidate class="stack">{{>csrf}}
<input type="hidden" name="organisation" value="{{page.organisation}}"><input type="hidden" name="version" value="{{page.version}}"><input type="hidden" name="policy" value="{{page.policy}}">{{#page.revertsTo}}<input type="hidden" name="reverts_to" value="{{page.revertsTo}}">{{/page.revertsTo}}
{{#page.note}}{{>field}}{{/page.note}}
<div class="actions"><button class="btn btn--primary">{{t.console.policy.apply}}</button></div></form>
{{/page.mayApply}}
<form method="post" action="/admin/policy/edit" novalidate>{{>csrf}}
<input type="hidden" name="organisation" value="{{page.organisation}}"><input type="hidden" name="policy" value="{{page.policy}}">
<div class="actions"><button class="btn">{{t.console.policy.changeAgain}}</button><a href="{{page.backPath}}">{{t.layout.cancel}}</a></div></form>
</section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-policy-form", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="{{page.cancelPath}}">{{t.console.policy.title}}</a> / <bdi>{{page.name}}</bdi></p>
<h1>{{t.console.policy.editTitle}}</h1></div>
<form method="post" action="/admin/policy/check" novalidate class="stack stack--l">{{>csrf}}
<input type="hidden" name="organisation" value="{{page.organisation}}"><input type="hidden" name="base" value="{{page.base}}">
<section class="card stack" aria-labelledby="who"><h2 id="who">{{t.console.policy.section.who}}</h2>
<p>{{t.console.policy.section.whoText}} {{page.affected}}</p>
{{#page.secondFactor}}{{>console-radios}}{{/page.secondFactor}}
{{#page.requiredFrom}}{{>field}}{{/page.requiredFrom}}
{{#page.graceDays}}{{>field}}{{/page.graceDays}}
<fieldset class="field" id="phishing_resistant_roles" tabindex="-1"><legend class="label">{{t.console.policy.rule.phishing_resistant_roles}}</legend>
<span class="hint">{{t.console.policy.hint.roles}}</span>
{{#page.roles}}
<label class="check"><input type="checkbox" name="{{name}}" value="1"{{#isChosen}} checked{{/isChosen}}><span>{{label}}</span></label>
{{/page.roles}}
</fieldset></section>
<section class="card stack" aria-labelledby="ways"><h2 id="ways">{{t.console.policy.section.ways}}</h2>
<p>{{t.console.policy.section.waysText}}</p>
{{#page.kinds}}
<div class="field{{#problem}} field--error{{/problem}}"><label class="label" for="{{id}}">{{label}}</label>
<span class="hint" id="{{id}}-hint">{{have}}</span>
{{#problem}}{{>field-problem}}{{/problem}}
<select class="input" id="{{id}}" name="{{id}}" aria-describedby="{{id}}-hint{{#problem}} {{id}}-error{{/problem}}">
{{#options}}
<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>
{{/options}}
</select></div>
{{#until}}{{>field}}{{/until}}
{{/page.kinds}}
</section>
<section class="card stack" aria-labelledby="own"><h2 id="own">{{t.console.policy.section.own}}</h2>
{{#page.rememberedDays}}{{>field}}{{/page.rememberedDays}}
{{#page.turningOff}}{{>console-radios}}{{/page.turningOff}}
{{#page.backupCodes}}{{>field}}{{/page.backupCodes}}
<label class="check"><input type="checkbox" name="quiet_subjects" value="1"{{#page.quiet}} checked{{/page.quiet}}><span>{{t.console.policy.quietSubjects}}</span></label>
<p class="small muted">{{t.console.policy.section.waits}}</p></section>
<section class="card stack" aria-labelledby="help"><h2 id="help">{{t.console.policy.section.help}}</h2>
{{#page.bypassMinutes}}{{>field}}{{/page.bypassMinutes}}
{{#page.suspensionHours}}{{>field}}{{/page.suspensionHours}}
{{#page.secondApprover}}{{>console-radios}}{{/page.secondApprover}}
{{#page.recoveryWait}}{{>field}}{{/page.recoveryWait}}</section>
<section class="card stack" aria-labelledby="models"><h2 id="models">{{t.console.policy.section.models}}</h2>
{{#page.attestation}}{{>console-radios}}{{/page.attestation}}
{{#page.allowedModels}}{{>text-area}}{{/page.allowedModels}}
{{#page.deniedModels}}{{>text-area}}{{/page.deniedModels}}
<details><summary>{{t.console.policy.modelsKnown}}</summary><ul class="word-list">
{{#page.knownModels}}
<li>{{name}}<br><code class="small raw">{{id}}</code></li>
{{/page.knownModels}}
</ul></details></section>
<div class="actions"><button class="btn btn--primary">{{t.console.policy.check}}</button><a href="{{page.cancelPath}}">{{t.layout.cancel}}</a></div>
</form>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-policy-history", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="{{page.backPath}}">{{t.console.policy.title}}</a> / <bdi>{{page.name}}</bdi></p>
<h1>{{t.console.policy.historyTitle}}</h1></div>
{{#page.hasRows}}
{{#page.rows}}
<section class="card stack"><div class="stack stack--s"><h2>{{title}}{{#isInForce}} <span class="tag tag--ok">{{t.console.policy.isInForce}}</span>{{/isInForce}}</h2>
<p class="small muted">{{facts}}</p>{{#note}}<p><q>{{note}}</q></p>{{/note}}</div>
<dl class="facts">
{{#changes}}
<div><dt>{{rule}}</dt><dd><s>{{before}}</s> <span class="visually-hidden">{{t.console.policy.becomes}}</span><span aria-hidden="true">→</span> <strong>{{after}}</strong></dd></div>
{{/changes}}
</dl>
{{#goBackPath}}<p><a class="btn" href="{{goBackPath}}">{{t.console.policy.goBack}}<span class="visually-hidden"> ({{title}})</span></a></p>{{/goBackPath}}
</section>
{{/page.rows}}
{{#page.hasBeginning}}
<section class="card stack"><div class="stack stack--s"><h2>{{t.console.policy.beginning}}</h2><p class="small muted">{{t.console.policy.beginningText}}</p></div>
{{#page.beginningPath}}<p><a class="btn" href="{{page.beginningPath}}">{{t.console.policy.goBack}}<span class="visually-hidden"> ({{t.console.policy.beginning}})</span></a></p>{{/page.beginningPath}}
</section>
{{/page.hasBeginning}}
{{#page.olderPath}}<p><a href="{{page.olderPath}}">{{t.console.policy.older}}</a></p>{{/page.olderPath}}
{{/page.hasRows}}
{{^page.hasRows}}<section class="card"><p class="muted">{{t.console.policy.neverSaved}}</p></section>{{/page.hasRows}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-policy", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div class="stack stack--s"><h1>{{t.console.policy.title}}</h1>
<p class="lede"><bdi>{{page.name}}</bdi> · {{page.saved}}</p></div>
{{#page.hasOthers}}
<nav aria-label="{{t.console.policy.organisations}}"><p class="actions">
{{#page.others}}
<a class="btn" href="{{href}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}><bdi>{{name}}</bdi></a>
{{/page.others}}
</p></nav>
{{/page.hasOthers}}
<section class="card stack" aria-labelledby="rules"><h2 id="rules">{{t.console.policy.inForce}}</h2>
<p>{{page.affected}}{{#page.inGrace}} {{page.inGrace}}{{/page.inGrace}}{{#page.asOf}} <span class="small muted">{{page.asOf}}</span>{{/page.asOf}}</p>
<dl class="facts">
{{#page.rules}}
<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
{{/page.rules}}
</dl>
<p class="actions">{{#page.changePath}}<a class="btn btn--primary" href="{{page.changePath}}">{{t.console.policy.change}}</a>{{/page.changePath}}<a class="btn" href="{{page.historyPath}}">{{t.console.policy.history}}</a></p></section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-radios", text: ####"""
<fieldset class="field{{#problem}} field--error{{/problem}}" id="{{id}}" tabindex="-1"><legend class="label">{{label}}</legend>
{{#problem}}{{>field-problem}}{{/problem}}
{{#options}}
<label class="check"><input type="radio" name="{{name}}" value="{{value}}"{{#isChosen}} checked{{/isChosen}}><span>{{label}}</span></label>
{{/options}}
</fieldset>
"""####),
        EmbeddedText(name: "console-request", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/requests">{{t.requests.title}}</a> / {{page.reference}}</p>
<h1>{{page.heading}}: <bdi>{{page.person}}</bdi></h1>
<p class="actions"><span class="tag">{{page.state}}</span><span class="muted small">{{page.asked}}{{#page.isOpen}} · {{page.ends}}{{/page.isOpen}}</span></p></div>
{{#page.hasRisks}}
<div class="notice notice--warn">{{>icon-warning}}
<div class="stack stack--s"><h2>{{t.requests.lookTwice}}</h2><ul>
{{#page.risks}}
<li>{{.}}</li>
{{/page.risks}}
</ul></div></div>
{{/page.hasRisks}}
<section class="card stack"><dl class="facts">
{{#page.facts}}
<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
{{/page.facts}}
<div><dt>{{t.requests.person}}</dt><dd><a href="{{page.personPath}}"><bdi>{{page.person}}</bdi></a></dd></div>
</dl></section>
{{#page.decides}}
<form method="post" action="{{page.acceptPath}}" novalidate class="card stack">
{{>csrf}}
<h2>{{page.accept}}</h2>
{{#page.identity}}{{>radios}}{{/page.identity}}
{{#page.notes}}{{>field}}{{/page.notes}}
<p class="actions"><button class="btn btn--primary">{{page.accept}}</button></p>
</form>
<form method="post" action="{{page.declinePath}}" novalidate class="card stack">
{{>csrf}}
<h2>{{t.requests.decline}}</h2>
{{#page.decision}}{{>field}}{{/page.decision}}
<p class="actions"><button class="btn btn--danger">{{t.requests.decline}}</button></p>
</form>
{{/page.decides}}
{{#page.withdrawPath}}
<form method="post" action="{{page.withdrawPath}}" novalidate class="card stack">
{{>csrf}}
<p>{{t.requests.own}}</p>
<p class="actions"><button class="btn">{{t.requests.withdraw}}</button></p>
</form>
{{/page.withdrawPath}}
{{#page.carryOutPath}}
<form method="post" action="{{page.carryOutPath}}" novalidate class="card stack">
{{>csrf}}
<p>{{t.requests.agreed}}</p>
<p class="actions"><button class="btn btn--primary">{{t.requests.carryOut}}</button></p>
</form>
{{/page.carryOutPath}}
{{#page.hasEvents}}
<section class="card stack" aria-labelledby="recent"><h2 id="recent">{{t.console.person.events}}</h2>
<ul class="events">
{{#page.events}}
{{>event-row}}
{{/page.events}}
</ul></section>
{{#page.mails}}{{>sent-mails}}{{/page.mails}}
{{/page.hasEvents}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-requests", text: ####"""
{{<layout-console}}{{$content}}
<h1>{{t.requests.title}}</h1>
{{#page.notice}}{{>notice}}{{/page.notice}}
<nav class="filter" aria-label="{{t.requests.tabsLabel}}">
{{#page.tabs}}
<a class="filter-item" href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{name}}{{#count}}&nbsp;<span class="tag tag--warn">{{count}}</span>{{/count}}</a>
{{/page.tabs}}
</nav>
<section class="card card--flush">
{{#page.hasRows}}
<div class="table-wrap" tabindex="0" role="region" aria-labelledby="requests-caption"><table><caption class="visually-hidden" id="requests-caption">{{page.caption}}</caption>
<thead><tr><th scope="col">{{t.requests.reference}}</th><th scope="col">{{t.requests.person}}</th><th scope="col">{{t.requests.what}}</th><th scope="col">{{t.requests.age}}</th><th scope="col">{{t.requests.endsAt}}</th><th scope="col">{{t.requests.hints}}</th></tr></thead>
<tbody>
{{#page.rows}}
<tr><th scope="row"><a href="{{href}}">{{reference}}</a></th><td class="cell-name"><bdi>{{person}}</bdi></td><td>{{what}}</td><td>{{asked}}</td><td>{{ends}}</td><td>{{#risks}}<span class="tag tag--warn">{{.}}</span> {{/risks}}</td></tr>
{{/page.rows}}
</tbody></table></div>
{{/page.hasRows}}
{{^page.hasRows}}<div class="card-body"><p class="muted">{{t.requests.none}}</p></div>{{/page.hasRows}}
{{#page.older}}<div class="card-body"><p class="muted">{{page.older}}</p></div>{{/page.older}}
</section>
{{#page.hasDecided}}
<section class="stack stack--s"><h2 id="decided">{{t.requests.decidedTitle}}</h2>
<div class="card card--flush"><div class="table-wrap" tabindex="0" role="region" aria-labelledby="decided"><table>
<thead><tr><th scope="col">{{t.requests.reference}}</th><th scope="col">{{t.requests.person}}</th><th scope="col">{{t.requests.what}}</th><th scope="col">{{t.requests.age}}</th><th scope="col">{{t.requests.stateLabel}}</th></tr></thead>
<tbody>
{{#page.decided}}
<tr><th scope="row"><a href="{{href}}">{{reference}}</a></th><td class="cell-name"><bdi>{{person}}</bdi></td><td>{{what}}</td><td>{{asked}}</td><td>{{state}}</td></tr>
{{/page.decided}}
</tbody></table></div></div></section>
{{/page.hasDecided}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-role", text: ####"""
{{<layout-console}}{{$content}}
<div class="stack stack--s"><p class="small"><a href="/admin/staff">{{t.console.staff.title}}</a> / <bdi>{{page.name}}</bdi></p>
<h1>{{t.console.staff.changeRole}}</h1></div>
<section class="card stack"><p>{{t.console.staff.roleNote}}</p>
<form method="post" novalidate class="stack">{{>csrf}}
{{#page.roles}}{{>console-radios}}{{/page.roles}}
{{#page.reason}}{{>field}}{{/page.reason}}
<div class="actions"><button class="btn btn--primary">{{t.console.staff.changeRole}}</button><a href="/admin/staff">{{t.layout.cancel}}</a></div></form></section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-settings", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div class="stack stack--s"><h1>{{t.console.settings.title}}</h1><p class="lede">{{t.console.settings.text}}</p></div>
<form method="post" novalidate class="stack stack--l">
{{>csrf}}
<input type="hidden" name="shown" value="{{page.shown}}">
<section class="card stack"><h2>{{t.console.settings.look}}</h2>
{{#page.lines}}
<div class="field{{#problem}} field--error{{/problem}}"><label class="label" for="{{id}}">{{label}}</label>
<span class="hint" id="{{id}}-hint">{{hint}}</span>
{{#problem}}{{>field-problem}}{{/problem}}
<input class="input" id="{{id}}" name="{{id}}" type="text" autocomplete="off" aria-describedby="{{describedBy}}"{{#problem}} aria-invalid="true"{{/problem}} value="{{value}}">
{{#contrast}}<p class="small contrast" id="{{id}}-contrast" role="status" data-contrast="{{id}}" data-paper="{{paper}}" data-least="{{least}}" data-good="{{good}}" data-pale="{{pale}}"></p>{{/contrast}}</div>
{{/page.lines}}
<fieldset id="languages" class="field{{#page.languageProblem}} field--error{{/page.languageProblem}}" tabindex="-1"><legend class="label">{{t.console.settings.languages.label}}</legend>
{{#page.languageProblem}}<span class="error" id="languages-error">{{>icon-problem}}<span><span class="visually-hidden">{{t.layout.error}} </span>{{page.languageProblem}}</span></span>{{/page.languageProblem}}
{{#page.languages}}
<label class="check"><input type="checkbox" id="{{id}}" name="{{id}}" value="1"{{#isOffered}} checked{{/isOffered}}><span lang="{{tag}}">{{name}}</span></label>
{{/page.languages}}
</fieldset></section>
<p class="actions"><button class="btn btn--primary">{{t.console.settings.save}}</button></p>
</form>
<section class="card stack"><h2>{{t.console.words.title}}</h2><p>{{t.console.words.text}}</p>
<p><a class="btn" href="/admin/settings/words">{{t.console.words.open}}</a></p></section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-staff", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{t.console.staff.title}}</h1>
<section class="card card--flush"><div class="table-wrap" tabindex="0" role="region" aria-labelledby="staff-caption"><table>
<caption id="staff-caption">{{t.console.staff.caption}}</caption>
<thead><tr><th scope="col">{{t.console.people.name}}</th><th scope="col">{{t.fields.email}}</th><th scope="col">{{t.console.staff.role}}</th><th scope="col">{{t.console.people.state}}</th><th scope="col">{{t.console.staff.keys}}</th><th scope="col">{{t.console.staff.lastActive}}</th><th scope="col"><span class="visually-hidden">{{t.console.person.action}}</span></th></tr></thead>
<tbody>
{{#page.rows}}
<tr><th scope="row"><bdi>{{name}}</bdi></th><td><bdi>{{email}}</bdi></td><td>{{role}}</td><td><span class="tags">{{#tags}}<span class="tag tag--{{tone}}">{{label}}</span> {{/tags}}</span></td><td>{{keys}}</td><td class="nowrap">{{lastActive}}</td><td>{{#changePath}}<a href="{{changePath}}">{{t.console.staff.changeRole}}<span class="visually-hidden"> <bdi>{{name}}</bdi></span></a>{{/changePath}}</td></tr>
{{/page.rows}}
</tbody></table></div></section>
{{#page.hasInvitations}}
<section class="card card--flush" aria-labelledby="invited"><div class="card-head"><h2 id="invited">{{t.console.staff.invited}}</h2></div>
<ul class="rows">
{{#page.invitations}}
<li><div><p class="row-title"><bdi>{{email}}</bdi></p><p class="small muted">{{facts}}</p></div>
{{#mayAct}}<div class="actions"><form method="post" action="/admin/staff/invitations/{{id}}/again" novalidate>{{>csrf}}<button class="btn">{{t.console.staff.sendAgain}}<span class="visually-hidden"> {{email}}</span></button></form>
<form method="post" action="/admin/staff/invitations/{{id}}/revoke" novalidate>{{>csrf}}<button class="btn btn--danger">{{t.console.staff.revoke}}<span class="visually-hidden"> {{email}}</span></button></form></div>{{/mayAct}}</li>
{{/page.invitations}}
</ul></section>
{{/page.hasInvitations}}
{{#page.mayInvite}}
<section class="card stack" aria-labelledby="invite"><h2 id="invite">{{t.console.staff.invite}}</h2>
<p>{{t.console.staff.inviteText}}</p>
<form method="post" action="/admin/staff/invitations" novalidate class="stack">{{>csrf}}
{{#page.email}}{{>field}}{{/page.email}}
{{#page.name}}{{>field}}{{/page.name}}
<div class="field"><label class="label" for="role">{{t.console.staff.role}}</label><select class="input" id="role" name="role">
{{#page.roles}}
<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>
{{/page.roles}}
</select></div>
{{#page.hasOrganisations}}
<div class="field"><label class="label" for="organisation">{{t.console.staff.organisation}}</label><select class="input" id="organisation" name="organisation">
{{#page.organisations}}
<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>
{{/page.organisations}}
</select></div>
{{/page.hasOrganisations}}
<div class="actions"><button class="btn btn--primary">{{t.console.staff.inviteButton}}</button></div></form></section>
{{/page.mayInvite}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-words-area", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
{{#page.confirmPath}}<div class="notice notice--warn" role="status">{{>icon-warning}}<div class="stack stack--s"><h2>{{t.console.words.confirmTitle}}</h2><p class="small">{{t.console.words.confirmText}}</p>
<p class="small"><a href="{{page.confirmPath}}" target="_blank" rel="noopener">{{t.console.words.confirmLink}}</a></p></div></div>{{/page.confirmPath}}
<div class="stack stack--s"><p class="small"><a href="/admin/settings">{{t.console.settings.title}}</a> / <a href="{{page.listPath}}">{{t.console.words.title}}</a></p>
<h1>{{page.heading}}</h1><p class="lede">{{page.text}}</p></div>
{{>word-languages}}
{{#page.mayChange}}
<form method="post" action="{{page.action}}" novalidate class="card stack stack--l">
{{>csrf}}
{{#page.bold}}<p class="small muted">{{page.bold}}</p>{{/page.bold}}
{{#page.fields}}
{{>word-field}}
{{/page.fields}}
<p class="actions"><button class="btn btn--primary">{{t.console.settings.save}}</button>{{#page.isMail}}<button class="btn" name="preview" value="1">{{t.console.words.showPreview}}</button>{{/page.isMail}}{{#page.isChanged}}<button class="btn btn--danger" name="back" value="1">{{t.console.words.back}}</button>{{/page.isChanged}}</p>
<input type="hidden" name="language" value="{{page.language}}"><input type="hidden" name="mark" value="{{page.mark}}">
</form>
{{/page.mayChange}}
{{^page.mayChange}}
<div class="card stack stack--l">
{{#page.fields}}
{{>word-field}}
{{/page.fields}}
</div>
{{/page.mayChange}}
{{#page.hasPreviews}}
<section class="card stack" id="preview"><h2>{{t.console.words.preview}}</h2>
<p class="muted">{{#page.isPreview}}{{t.console.words.previewTyped}}{{/page.isPreview}}{{^page.isPreview}}{{t.console.words.previewSaved}}{{/page.isPreview}}</p>
<div class="details-list">
{{#page.previews}}
<details{{#isOpen}} open{{/isOpen}}><summary lang="{{tag}}">{{name}}</summary><div class="stack">
{{#mails}}
<div class="stack stack--s" lang="{{tag}}"><p class="mail-subject">{{subject}}</p><pre class="mail-preview">{{body}}</pre></div>
{{/mails}}
</div></details>
{{/page.previews}}
</div></section>
{{/page.hasPreviews}}
{{#page.pagePath}}<p><a href="{{page.pagePath}}">{{t.console.words.seePage}}</a></p>{{/page.pagePath}}
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "console-words", text: ####"""
{{<layout-console}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div class="stack stack--s"><p class="small"><a href="/admin/settings">{{t.console.settings.title}}</a></p>
<h1>{{t.console.words.title}}</h1><p class="lede">{{t.console.words.text}}</p></div>
{{>word-languages}}
<section class="card stack"><h2>{{t.console.words.group.apps}}</h2><p class="muted">{{t.console.words.shown.apps}}</p>
<ul class="word-list">
{{#page.apps}}
{{>word-row}}
{{/page.apps}}
</ul></section>
<section class="card stack"><h2>{{t.console.words.group.help}}</h2><p class="muted">{{t.console.words.shown.topic}}</p>
<ul class="word-list">
{{#page.help}}
{{>word-row}}
{{/page.help}}
</ul></section>
<section class="card stack"><h2>{{t.console.words.group.mail}}</h2><p class="muted">{{t.console.words.shown.mail}}</p>
<ul class="word-list">
{{#page.everyMail}}
{{>word-row}}
{{/page.everyMail}}
</ul>
<div class="details-list">
{{#page.sorts}}
<details><summary>{{name}}{{#changed}} <span class="tag tag--info">{{changed}}</span>{{/changed}}</summary>
<ul class="word-list">
{{#rows}}
{{>word-row}}
{{/rows}}
</ul></details>
{{/page.sorts}}
</div></section>
{{/content}}{{/layout-console}}
"""####),
        EmbeddedText(name: "sent-mails", text: ####"""
<section class="card card--flush" aria-labelledby="mails"><div class="card-head"><h2 id="mails">{{t.console.mails.title}}</h2><p class="small muted">{{t.console.mails.text}}</p></div>
{{#hasRows}}
<ul class="rows">
{{#rows}}
<li><div><p class="row-title">{{name}}</p><p class="small muted">{{when}}</p>{{#reply}}<p class="small muted raw">{{reply}}</p>{{/reply}}</div>
{{#tag}}<p><span class="tag tag--{{tone}}">{{label}}</span></p>{{/tag}}</li>
{{/rows}}
</ul>
{{/hasRows}}
{{^hasRows}}<div class="card-body"><p class="muted">{{t.console.mails.none}}</p></div>{{/hasRows}}
</section>
"""####),
        EmbeddedText(name: "word-field", text: ####"""
<div class="field{{#problem}} field--error{{/problem}}"><div class="row-title"><label class="label" for="{{id}}">{{label}}</label>{{#isChanged}}<span class="tag tag--info">{{t.console.words.changed}}</span>{{/isChanged}}</div>
{{#hasHints}}<span class="hint" id="{{id}}-hint">{{#hints}}{{.}} {{/hints}}</span>{{/hasHints}}
{{#problem}}{{>field-problem}}{{/problem}}
{{#isLine}}<input class="input" id="{{id}}" name="{{id}}" type="text" autocomplete="off" lang="{{language}}"{{#isReadOnly}} readonly{{/isReadOnly}}{{#describedBy}} aria-describedby="{{describedBy}}"{{/describedBy}}{{#problem}} aria-invalid="true"{{/problem}} value="{{value}}">{{/isLine}}
{{^isLine}}
<textarea class="input" id="{{id}}" name="{{id}}" rows="3" lang="{{language}}"{{#isReadOnly}} readonly{{/isReadOnly}}{{#describedBy}} aria-describedby="{{describedBy}}"{{/describedBy}}{{#problem}} aria-invalid="true"{{/problem}}>
{{value}}</textarea>
{{/isLine}}
{{#saved}}<p class="small" id="{{id}}-saved"><strong>{{t.console.words.saved}}</strong> <span class="own-text" lang="{{language}}">{{saved}}</span></p>{{/saved}}
{{#ours}}<p class="small muted" id="{{id}}-ours">{{t.console.words.ours}} <span lang="{{language}}">{{ours}}</span></p>{{/ours}}
</div>
"""####),
        EmbeddedText(name: "word-languages", text: ####"""
{{#page.hasLanguages}}
<nav class="filter" aria-label="{{t.console.words.language}}">
{{#page.languages}}
<a class="filter-item" href="{{href}}" lang="{{tag}}" hreflang="{{tag}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{name}}</a>
{{/page.languages}}
</nav>
{{/page.hasLanguages}}
"""####),
        EmbeddedText(name: "word-row", text: ####"""
<li><a href="{{href}}">{{name}}</a>{{#isChanged}} <span class="tag tag--info">{{t.console.words.changed}}</span>{{/isChanged}}{{#lead}}<span class="small muted">{{lead}}</span>{{/lead}}</li>
"""####),
        EmbeddedText(name: "help-end", text: ####"""
<hr>
{{#page.thanks}}<p role="status">{{t.help.thanks}}</p>{{/page.thanks}}
{{^page.thanks}}
<form method="post" action="{{page.feedbackPath}}" novalidate>
{{>csrf}}
<fieldset class="stack stack--s"><legend class="label">{{t.help.didThisHelp}}</legend>
<div class="actions"><button class="btn" name="helped" value="yes">{{t.help.yes}}</button><button class="btn" name="helped" value="no">{{t.help.no}}</button></div></fieldset>
</form>
<details><summary>{{t.help.missing}}</summary><div>
<form method="post" action="{{page.feedbackPath}}" novalidate class="stack">
{{>csrf}}
<input type="hidden" name="helped" value="no">
<div class="field"><label class="label" for="missing">{{t.help.missingLabel}}</label><span class="hint" id="missing-hint">{{t.help.missingHint}}</span>
<input class="input" id="missing" name="missing" type="text" autocomplete="off" aria-describedby="missing-hint"></div>
<button class="btn">{{t.help.send}}</button>
</form></div></details>
{{/page.thanks}}
<h2>{{t.help.contactTitle}}</h2>
<p>{{page.contact}}</p>
"""####),
        EmbeddedText(name: "help-steps", text: ####"""
{{<layout-public}}{{$width}}page--read{{/width}}{{$content}}
<h1>{{page.heading}}</h1>
{{#page.clock}}
<div class="our-clock"><p class="small muted">{{t.help.clock.ourClock}}</p><p class="our-clock-time">{{page.clock}}</p>
<p class="small muted">{{t.help.clock.compare}}</p></div>
{{/page.clock}}
{{#page.parts}}
{{#title}}<h2>{{title}}</h2>{{/title}}
{{#texts}}
<p class="own-text">{{.}}</p>
{{/texts}}
{{#hasSteps}}
<ol class="numbers">
{{#steps}}
<li>{{.}}</li>
{{/steps}}
</ol>
{{/hasSteps}}
{{#hasFacts}}
<dl class="facts">
{{#facts}}
<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
{{/facts}}
</dl>
{{/hasFacts}}
{{/page.parts}}
{{#page.tryAgain}}<p><a href="/sign-in/app">{{t.help.tryAgain}}</a></p>{{/page.tryAgain}}
{{>help-end}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "icon-browser", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 9h18M6.5 6.5v.01"/></svg>
"""####),
        EmbeddedText(name: "icon-clock", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/></svg>
"""####),
        EmbeddedText(name: "icon-copy", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/></svg>
"""####),
        EmbeddedText(name: "icon-download", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 3v12m-5-5l5 5 5-5M4 20h16"/></svg>
"""####),
        EmbeddedText(name: "icon-envelope", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3.5 6.5L12 13l8.5-6.5"/></svg>
"""####),
        EmbeddedText(name: "icon-eye", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.7"/></svg>
"""####),
        EmbeddedText(name: "icon-info", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/></svg>
"""####),
        EmbeddedText(name: "icon-key", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="8" cy="14.5" r="4.5"/><path d="M11.5 11.5L20 3m-3 3l2.5 2.5M14 9l2 2"/></svg>
"""####),
        EmbeddedText(name: "icon-lock", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/></svg>
"""####),
        EmbeddedText(name: "icon-next", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M9 5l7 7-7 7"/></svg>
"""####),
        EmbeddedText(name: "icon-pair", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="2.5" y="7" width="8" height="10" rx="1.5"/><rect x="13.5" y="7" width="8" height="10" rx="1.5"/><path d="M5.5 12h2M16.5 12h2"/></svg>
"""####),
        EmbeddedText(name: "icon-phone", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="7" y="2.5" width="10" height="19" rx="2"/><path d="M11 18.5h2"/></svg>
"""####),
        EmbeddedText(name: "icon-print", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7z"/></svg>
"""####),
        EmbeddedText(name: "icon-problem", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.5v.01"/></svg>
"""####),
        EmbeddedText(name: "icon-sheet", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M6 3h8l4 4v14H6z"/><path d="M9 11h6M9 15h6"/></svg>
"""####),
        EmbeddedText(name: "icon-tick", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M8 12.5l2.7 2.7L16 9.5"/></svg>
"""####),
        EmbeddedText(name: "icon-warning", text: ####"""
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 3.5l9.5 17h-19z"/><path d="M12 10v4.5M12 17.5v.01"/></svg>
"""####),
        EmbeddedText(name: "layout-account", text: ####"""
{{>head}}
<main id="main" tabindex="-1" class="page page--wide">
<div class="with-nav">
{{>side-navigation}}
<div class="stack stack--l account-main">
{{>error-summary}}
{{$content}}{{/content}}
</div>
</div>
</main>
{{>foot}}
"""####),
        EmbeddedText(name: "layout-console", text: ####"""
{{>head}}
<main id="main" tabindex="-1" class="page page--wide">
<div class="with-nav">
<nav class="sidenav" aria-label="{{t.layout.console}}"><ul>
{{#page.sections}}
<li><a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{name}}{{#count}} <span class="tag tag--warn">{{count}}</span>{{/count}}</a></li>
{{/page.sections}}
</ul></nav>
<div class="stack stack--l account-main">
{{>error-summary}}
{{$content}}{{/content}}
</div>
</div>
</main>
{{>foot}}
"""####),
        EmbeddedText(name: "layout-public", text: ####"""
{{>head}}
<main id="main" tabindex="-1" class="page {{$width}}page--narrow{{/width}}">
<div class="{{$shape}}card stack{{/shape}}">
{{>error-summary}}
{{$content}}{{/content}}
</div>
</main>
{{>foot}}
"""####),
        EmbeddedText(name: "mail", text: ####"""
<!doctype html>
<html lang="{{frame.language}}" dir="{{frame.direction}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{{page.subject}}</title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<div style="max-width:34rem;margin:0 auto">
{{#page.code}}<p style="font:600 28px/1.2 ui-monospace,Menlo,monospace;letter-spacing:.2em;margin:0 0 16px">{{page.code}}</p>{{/page.code}}
{{#page.paragraphs}}
<p style="margin:0 0 16px;white-space:pre-line">{{.}}</p>
{{/page.paragraphs}}
{{#page.links}}
<p style="margin:0 0 16px"><a href="{{address}}">{{label}}</a></p>
{{/page.links}}
{{#page.facts}}
<p style="margin:0">{{.}}</p>
{{/page.facts}}
{{#page.closing}}
<p style="margin:16px 0 0;white-space:pre-line">{{.}}</p>
{{/page.closing}}
{{#page.notMe}}<p style="margin:16px 0 0"><a href="{{address}}">{{label}}</a></p>{{/page.notMe}}
<p style="margin:24px 0 0;font-size:14px;opacity:.8">{{page.footer}}</p>
</div></body></html>
"""####),
        EmbeddedText(name: "activity", text: ####"""
{{<layout-account}}{{$content}}
<div class="stack stack--s"><h1>{{t.activity.title}}</h1><p class="lede">{{t.activity.text}} <span class="no-js">{{page.zone}}</span></p></div>
<nav aria-label="{{t.activity.filter}}"><ul class="filter">
{{#page.filters}}
<li><a class="filter-item" href="{{href}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}>{{label}}</a></li>
{{/page.filters}}
</ul></nav>
{{#page.hasDays}}
{{#page.days}}
<section class="card stack"><h2>{{day}}</h2>
<ul class="events">
{{#events}}
{{>event-row}}
{{/events}}
</ul></section>
{{/page.days}}
{{>pager}}
{{/page.hasDays}}
{{^page.hasDays}}<section class="card">{{>empty}}</section>{{/page.hasDays}}
{{/content}}{{/layout-account}}
"""####),
        EmbeddedText(name: "after-backup-code", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{page.heading}}</h1>
<p>{{page.text}}</p>
<div class="actions">
{{#page.main}}<a class="btn btn--primary" href="{{href}}">{{label}}</a>{{/page.main}}
{{#page.second}}<a class="btn" href="{{href}}">{{label}}</a>{{/page.second}}
{{#page.notNow}}<a href="{{page.notNow}}">{{t.afterBackupCode.notNow}}</a>{{/page.notNow}}
</div>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "app-setup", text: ####"""
{{<layout-public}}{{$width}}page--read{{/width}}{{$shape}}stack stack--l{{/shape}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div>{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<h1>{{page.heading}}</h1></div>
{{#page.isMove}}<p>{{t.appSetup.oldWorks}}</p>{{/page.isMove}}
<div class="card"><ol class="steps">
<li><h2>{{t.appSetup.install}}</h2>
<details><summary>{{t.appSetup.apps}}</summary><div class="stack stack--s">
{{#t.apps.hint}}<p class="own-text">{{t.apps.hint}}</p>{{/t.apps.hint}}
{{#page.apps}}
<p><strong>{{platform}}:</strong> {{list}}</p>
{{/page.apps}}
</div></details>
<p class="small muted">{{page.time}}</p></li>
<li><h2>{{t.appSetup.scan}}</h2>
<figure class="qr">{{page.qr}}</figure>
<p><a class="btn" href="{{page.uri}}">{{>icon-phone}}{{t.appSetup.open}}</a></p>
<details><summary>{{t.appSetup.cannotScan}}</summary><div class="stack stack--s">
<p>{{t.appSetup.typeKey}}</p>
<p class="secret" translate="no" id="setup-key">{{#page.key}}<span>{{.}}</span>{{/page.key}}</p>
<p class="actions needs-js"><button type="button" class="btn" data-copy="setup-key" data-copied="{{t.script.copied}}" data-not-copied="{{t.script.notCopied}}">{{>icon-copy}}{{t.appSetup.copyKey}}</button><span role="status" class="small muted"></span></p>
<dl class="facts small">
<div><dt>{{t.appSetup.account}}</dt><dd><bdi>{{page.account}}</bdi></dd></div>
<div><dt>{{t.appSetup.issuer}}</dt><dd><bdi>{{page.issuer}}</bdi></dd></div>
<div><dt>{{t.appSetup.settings}}</dt><dd>{{page.settings}}</dd></div>
</dl></div></details></li>
<li><h2>{{page.enter}}</h2>
<form method="post" novalidate class="stack">
{{>csrf}}
<input type="hidden" name="setup" value="{{page.setup}}">
{{#page.code}}{{>field}}{{/page.code}}
{{#page.drift}}{{>drift}}{{/page.drift}}
{{#page.nickname}}{{>field}}{{/page.nickname}}
<p class="small muted">{{t.appSetup.keep}}</p>
<div class="actions"><button class="btn btn--primary">{{page.button}}</button><a href="{{page.otherPath}}">{{page.otherLabel}}</a></div>
</form></li>
</ol></div>
{{#page.isMove}}
<div class="notice">{{>icon-info}}
<div class="stack stack--s"><h2>{{t.appSetup.copiedTitle}}</h2><p class="small">{{t.appSetup.copied}}</p></div></div>
{{/page.isMove}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "backup-code", text: ####"""
{{<layout-public}}{{$content}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<form method="post" novalidate class="stack">
{{>csrf}}
{{#page.backup}}{{>field}}{{/page.backup}}
<button class="btn btn--primary btn--block">{{page.button}}</button>
</form>
{{#page.left}}<p class="small muted">{{page.left}}</p>{{/page.left}}
<hr>
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "backup-codes-shown", text: ####"""
{{<layout-account}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{t.codes.shownTitle}}</h1>
<section class="card stack">
<p>{{page.state}}</p>
{{#page.left}}<p>{{page.left}}</p>{{/page.left}}
<p class="actions"><a class="btn btn--primary" href="/security/two-factor/backup-codes/new">{{page.makeLabel}}</a></p>
</section>
{{#page.hasUsed}}
<section class="card stack"><h2>{{t.codes.usedTitle}}</h2>
<ul class="bullets">
{{#page.used}}
<li>{{.}}</li>
{{/page.used}}
</ul></section>
{{/page.hasUsed}}
<p><a href="/security">{{t.layout.back}}</a></p>
{{/content}}{{/layout-account}}
"""####),
        EmbeddedText(name: "backup-codes", text: ####"""
{{<layout-public}}{{$width}}page--read{{/width}}{{$shape}}stack stack--l{{/shape}}{{$content}}
{{#page.notice}}<div class="no-print">{{>notice}}</div>{{/page.notice}}
<div class="no-print">{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<h1>{{t.codes.title}}</h1></div>
<div class="card stack">
{{#page.paper}}
<div class="on-paper stack stack--s"><p class="on-paper-title">{{title}}</p>
{{#facts}}
<p>{{.}}</p>
{{/facts}}
</div>
{{/page.paper}}
<p>{{t.codes.text}}</p>
<div class="cover" data-cover="30">
<ol class="codes" translate="no" id="backup-codes" aria-label="{{t.codes.list}}">
{{#page.codes}}
<li>{{.}}</li>
{{/page.codes}}
</ol>
<div class="cover-over stack stack--s" hidden><p>{{t.codes.covered}}</p><p><button type="button" class="btn" data-uncover>{{>icon-eye}}{{t.codes.show}}</button></p></div>
<div class="cover-over cover-later no-js stack stack--s"><p>{{t.codes.covered}}</p><p><a class="btn" href="">{{>icon-eye}}{{t.codes.show}}</a></p></div>
</div>
{{#page.paper}}
<div class="on-paper stack stack--s">
{{#use}}
<p>{{.}}</p>
{{/use}}
</div>
{{/page.paper}}
<p class="small muted no-print">{{t.codes.stays}}</p>
<div class="actions"><a class="btn" href="/security/two-factor/backup-codes.pdf" download>{{>icon-download}}{{t.codes.pdf}}</a>
<a class="btn" href="/security/two-factor/backup-codes.txt" download>{{>icon-download}}{{t.codes.textFile}}</a>
<button type="button" class="btn needs-js" data-copy="backup-codes" data-copied="{{t.script.copied}}" data-not-copied="{{t.script.notCopied}}">{{>icon-copy}}{{t.codes.copy}}</button>
<button type="button" class="btn needs-js" data-print>{{>icon-print}}{{t.codes.print}}</button><span role="status" class="small muted"></span></div>
<hr class="no-print">
<form method="post" action="/security/two-factor/backup-codes" novalidate class="stack no-print">
{{>csrf}}
<input type="hidden" name="set" value="{{page.set}}">
{{#page.after}}<input type="hidden" name="after" value="{{page.after}}">{{/page.after}}
<div class="field{{#page.problem}} field--error{{/page.problem}}">
{{#page.problem}}<span class="error" id="saved-error">{{>icon-problem}}<span><span class="visually-hidden">{{t.layout.error}} </span>{{page.problem}}</span></span>{{/page.problem}}
<label class="check"><input type="checkbox" id="saved" name="saved" value="1"{{#page.problem}} aria-describedby="saved-error" aria-invalid="true"{{/page.problem}}><span>{{t.codes.saved}}</span></label>
</div>
<div class="actions"><button class="btn btn--primary">{{t.codes.finish}}</button><a href="{{page.skipPath}}">{{t.codes.skip}}</a></div>
</form></div>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "bypass-code", text: ####"""
{{<layout-public}}{{$content}}
<p class="progress">{{page.progress}}</p>
<form method="post" action="/sign-in/bypass" novalidate class="stack">
{{>csrf}}
{{#page.bypass}}{{>field}}{{/page.bypass}}
<button class="btn btn--primary btn--block">{{t.bypassCode.button}}</button>
</form>
<p class="small muted">{{page.until}}</p>
<hr>
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "choose", text: ####"""
{{<layout-public}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
{{#page.isFirst}}<p class="progress">{{t.choose.progress}}</p>{{/page.isFirst}}
<h1>{{page.heading}}</h1>
{{#page.isEmpty}}<p>{{t.choose.none}}</p>{{/page.isEmpty}}
{{^page.isEmpty}}{{>choices-of-page}}{{/page.isEmpty}}
{{#page.someNeedScript}}<p class="no-js">{{t.choose.needsScript}}</p>{{/page.someNeedScript}}
{{^page.isEmpty}}<p class="small muted">{{t.choose.time}}</p>{{/page.isEmpty}}
{{#page.backPath}}<p><a href="{{page.backPath}}">{{t.layout.back}}</a></p>{{/page.backPath}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "confirm-email", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{t.confirmEmail.title}}</h1>
<p>{{page.sent}}</p>
{{>mail-status}}
{{#page.suggestion}}
<div class="notice notice--warn">{{>icon-warning}}
<div class="stack stack--s"><h2>{{title}}</h2>
<p class="small">{{text}}</p>
<form method="post" action="/sign-up/confirm/address" novalidate class="actions">
{{>csrf}}
<button class="btn" name="email" value="{{address}}"><span>{{yes}}</span></button>
<button class="btn btn--link" name="keep" value="1"><span>{{no}}</span></button>
</form></div></div>
{{/page.suggestion}}
<form method="post" action="/sign-up/confirm" novalidate class="stack">
{{>csrf}}
{{#page.code}}{{>field}}{{/page.code}}
<button class="btn btn--primary btn--block">{{t.confirmEmail.button}}</button>
</form>
{{>mail-again}}
<p><a href="/sign-up">{{t.confirmEmail.otherAddress}}</a></p>
{{>mail-late}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "devices", text: ####"""
{{<layout-account}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{t.devices.title}}</h1>
<section class="card card--flush" aria-labelledby="sessions"><div class="card-head"><h2 id="sessions">{{t.devices.text}}</h2></div>
<ul class="rows">
{{#page.sessions}}
<li><div class="row-main"><span class="row-icon">{{>icon-browser}}</span>
<div><p class="row-title">{{name}}{{#isThis}} <span class="tag tag--info">{{t.devices.thisBrowser}}</span>{{/isThis}}</p>
<p class="small muted">{{facts}}</p></div></div>
{{^isThis}}<form method="post" action="{{path}}" novalidate class="actions">{{>csrf}}<button class="btn">{{t.devices.signOut}}<span class="visually-hidden"> {{name}}</span></button></form>{{/isThis}}</li>
{{/page.sessions}}
</ul>
<div class="card-body card-body--ruled stack">
{{^page.hasOthers}}<p class="muted">{{t.devices.only}}</p>{{/page.hasOthers}}
<div class="actions">
{{#page.hasOthers}}<form method="post" action="/security/devices/sign-out-others" novalidate>{{>csrf}}<button class="btn">{{t.devices.signOutOthers}}</button></form>{{/page.hasOthers}}
<form method="post" action="/security/devices/sign-out-all" novalidate>{{>csrf}}<button class="btn btn--danger">{{t.devices.signOutAll}}</button></form>
</div></div></section>
{{#page.isRemembering}}
<section class="card card--flush" aria-labelledby="remembered"><div class="card-head"><h2 id="remembered">{{t.devices.forgetTitle}}</h2></div>
<div class="card-body"><p class="muted">{{#page.hasRemembered}}{{t.devices.forgetText}}{{/page.hasRemembered}}{{^page.hasRemembered}}{{t.devices.forgetNone}}{{/page.hasRemembered}}</p></div>
{{#page.hasRemembered}}
<ul class="rows">
{{#page.remembered}}
<li><div class="row-main"><span class="row-icon">{{>icon-browser}}</span>
<div><p class="row-title">{{name}}{{#isThis}} <span class="tag tag--info">{{t.devices.thisBrowser}}</span>{{/isThis}}</p>
<p class="small muted">{{facts}}</p></div></div>
<form method="post" action="{{path}}" novalidate class="actions">{{>csrf}}<button class="btn">{{t.devices.forget}}<span class="visually-hidden"> {{name}}</span></button></form></li>
{{/page.remembered}}
</ul>
{{/page.hasRemembered}}
</section>
{{/page.isRemembering}}
{{/content}}{{/layout-account}}
"""####),
        EmbeddedText(name: "email-code", text: ####"""
{{<layout-public}}{{$content}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<h1>{{t.emailCode.title}}</h1>
{{#page.isSent}}
<p>{{page.sent}}</p>
{{>mail-status}}
<p class="small">{{page.references}}</p>
<form method="post" action="{{page.path}}" novalidate class="stack">
{{>csrf}}
{{#page.code}}{{>field}}{{/page.code}}
{{>remember}}
<button class="btn btn--primary btn--block">{{page.button}}</button>
</form>
{{#page.triesLeft}}<p class="small muted">{{page.triesLeft}}</p>{{/page.triesLeft}}
{{>mail-again}}
{{/page.isSent}}
{{^page.isSent}}
<p>{{page.unsent}}</p>
{{#page.again}}<p class="small" role="status">{{page.again}}</p>{{/page.again}}
<form method="post" action="{{page.path}}" novalidate>
{{>csrf}}
<button class="btn btn--primary btn--block">{{page.sendLabel}}</button>
</form>
{{/page.isSent}}
{{>mail-late}}
<hr>
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "email-codes", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{page.heading}}</h1>
<p>{{page.text}}</p>
<form method="post" action="/security/email/codes" novalidate class="stack">
{{>csrf}}
{{#page.confirmed}}
<p class="done">{{>icon-tick}}<span>{{.}}</span></p>
{{/page.confirmed}}
{{#page.fields}}
{{>field}}
{{/page.fields}}
<button class="btn btn--primary btn--block">{{page.button}}</button>
</form>
{{>mail-again}}
<form method="post" action="/security/email/cancel" novalidate>{{>csrf}}<button class="btn btn--link">{{t.email.cancel}}</button></form>
{{>mail-late}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "fault", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{page.heading}}</h1>
<p>{{page.text}}</p>
{{#page.confirmPath}}<p><a class="btn" href="{{page.confirmPath}}" target="_blank" rel="noopener">{{t.faults.proofNeeded.link}}</a></p>{{/page.confirmPath}}
{{#page.kept}}
<form method="post" action="{{path}}" novalidate class="stack">
{{>csrf}}
{{#values}}
<input type="hidden" name="{{name}}" value="{{value}}">
{{/values}}
<p class="small muted">{{t.faults.expired.kept}}</p>
<button class="btn btn--primary">{{button}}</button>
</form>
{{/page.kept}}
{{#page.wayOut}}<p><a class="btn btn--primary" href="{{href}}">{{label}}</a></p>{{/page.wayOut}}
{{#page.contact}}<p>{{page.contact}}</p>{{/page.contact}}
{{#page.homePath}}<p><a href="{{page.homePath}}">{{t.faults.home}}</a></p>{{/page.homePath}}
{{#page.reference}}<p class="small muted">{{page.reference}}</p>{{/page.reference}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "form", text: ####"""
{{<layout-public}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
{{#page.heading}}<h1>{{page.heading}}</h1>{{/page.heading}}
{{#page.paragraphs}}
<p>{{.}}</p>
{{/page.paragraphs}}
<form method="post" novalidate class="stack">
{{>csrf}}
{{#page.username}}<input type="text" name="username" value="{{page.username}}" autocomplete="username" hidden>{{/page.username}}
{{#page.fields}}
{{#isPassword}}{{>password-field}}{{/isPassword}}{{^isPassword}}{{>field}}{{/isPassword}}
{{/page.fields}}
{{>remember}}
{{#page.closing}}<p class="small muted">{{page.closing}}</p>{{/page.closing}}
<div class="actions"><button class="btn btn--primary">{{page.button}}</button>{{#page.cancelPath}}<a href="{{page.cancelPath}}">{{t.layout.cancel}}</a>{{/page.cancelPath}}</div>
</form>
{{#page.hasOtherWays}}<hr>{{/page.hasOtherWays}}
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "help-index", text: ####"""
{{<layout-public}}{{$width}}page--read{{/width}}{{$content}}
<h1>{{t.help.title}}</h1>
<p>{{t.help.topics}}</p>
{{>choices-of-page}}
<h2>{{t.help.contactTitle}}</h2>
{{#t.help.own}}<p class="own-text">{{t.help.own}}</p>{{/t.help.own}}
<p>{{page.contact}}</p>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "language", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{t.languagePage.title}}</h1>
<p>{{t.languagePage.text}}</p>
<form method="post" action="/language" novalidate class="stack">
{{>csrf}}
<input type="hidden" name="return" value="{{page.returnTo}}">
{{#page.languages}}
<p><button class="btn btn--block" name="language" value="{{tag}}"{{#isCurrent}} aria-pressed="true"{{/isCurrent}}><span lang="{{tag}}">{{name}}</span>{{#isCurrent}} <span class="tag tag--info">{{t.languagePage.current}}</span>{{/isCurrent}}</button></p>
{{/page.languages}}
</form>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "lost", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{t.lost.title}}</h1>
<h2>{{t.lost.otherWays}}</h2>
{{#page.hasChoices}}{{>choices-of-page}}{{/page.hasChoices}}
{{^page.hasChoices}}<p>{{t.lost.noOtherWays}}</p>{{/page.hasChoices}}
<hr>
<h2>{{t.lost.whatHappened}}</h2>
<div class="details-list">
<details><summary>{{t.lost.phoneLost}}</summary><div class="stack stack--s"><p>{{t.lost.phoneLostText}}</p><p><a href="/help/lost-phone">{{t.help.lostPhone.short}}</a></p></div></details>
<details><summary>{{t.lost.newPhone}}</summary><div class="stack stack--s"><p>{{t.lost.newPhoneText}}</p><p><a href="/help/new-phone">{{t.help.newPhone.short}}</a></p></div></details>
<details><summary>{{t.lost.refused}}</summary><div class="stack stack--s"><p>{{t.lost.refusedText}}</p><p><a href="/help/clock">{{t.help.clock.short}}</a></p></div></details>
<details><summary>{{t.lost.noEmail}}</summary><div class="stack stack--s"><p>{{t.lost.noEmailText}}</p><p><a href="/help/email-delay">{{t.help.email.short}}</a></p></div></details>
<details><summary>{{t.lost.noKey}}</summary><div class="stack stack--s"><p>{{t.lost.noKeyText}}</p></div></details>
</div>
<h2>{{t.lost.stillStuck}}</h2>
{{#page.mayAsk}}<p>{{t.lost.askText}}</p>
<p><a class="btn" href="/sign-in/lost/ask">{{t.lost.askButton}}</a></p>{{/page.mayAsk}}
<p>{{page.contact}}</p>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "methods", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{t.methods.title}}</h1>
{{#page.isForConsole}}<p>{{t.confirm.console}}</p>{{/page.isForConsole}}
{{>choices-of-page}}
<hr>
{{#page.lostPath}}<p><a href="{{page.lostPath}}">{{t.methods.none}}</a></p>{{/page.lostPath}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "not-me", text: ####"""
{{<layout-public}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{t.notMe.title}}</h1>
<p>{{page.intro}}</p>
<ul class="events">
{{#page.event}}
{{>event-row}}
{{/page.event}}
</ul>
{{#page.ways}}
<div class="actions">{{#hasMailbox}}<a class="btn btn--primary" href="/password/forgot">{{t.notMe.password}}</a>{{/hasMailbox}}
<form method="post" action="{{signOutPath}}" novalidate>{{>csrf}}<button class="btn">{{t.notMe.signOut}}</button></form></div>
{{#undo}}<h2>{{t.notMe.undoTitle}}</h2>
<p>{{undo}}</p>
{{#undoPath}}<p><a class="btn" href="{{undoPath}}">{{undoLabel}}</a></p>{{/undoPath}}
{{#keepPath}}<form method="post" action="{{keepPath}}" novalidate>{{>csrf}}<button class="btn">{{t.leaving.keep}}</button></form>{{/keepPath}}{{/undo}}
<h2>{{t.notMe.freezeTitle}}</h2>
{{/page.ways}}
<p>{{page.what}}</p>
<form method="post" novalidate>{{>csrf}}<button class="btn btn--danger">{{t.notMe.button}}</button></form>
<p class="small muted">{{t.notMe.wasMe}}</p>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "passkey-setup", text: ####"""
{{<layout-public}}{{$content}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<h1>{{t.passkeySetup.title}}</h1>
<p>{{t.passkeySetup.text}}</p>
<p class="no-js">{{t.passkey.noScript}}</p>
<form method="post" action="/security/two-factor/keys/new" novalidate class="needs-js" data-passkey="create" data-options="/security/two-factor/keys/options"><div class="stack">
{{>csrf}}
{{#page.name}}{{>field}}{{/page.name}}
<input type="hidden" name="suggested" value="{{page.suggested}}"><input type="hidden" name="made" value="">
{{>passkey-end}}
</div></form>
<p class="small muted">{{t.passkeySetup.shared}}</p>
<p><a href="{{page.otherPath}}">{{page.otherLabel}}</a></p>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "passkey", text: ####"""
{{<layout-public}}{{$content}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<h1>{{page.heading}}</h1>
<p class="needs-js">{{t.passkey.text}}</p>
<p class="no-js">{{t.passkey.noScript}}</p>
<form method="post" action="{{page.action}}" novalidate class="needs-js" data-passkey="get" data-options="{{page.optionsPath}}"><div class="stack">
{{>csrf}}
{{>remember}}
{{>passkey-end}}
</div></form>
<hr>
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "plain", text: ####"""
{{<layout-public}}{{$content}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{page.heading}}</h1>
{{#page.paragraphs}}
<p>{{.}}</p>
{{/page.paragraphs}}
{{#page.mainLinks}}
<p><a href="{{href}}" class="btn btn--primary">{{label}}</a></p>
{{/page.mainLinks}}
{{#page.action}}
<form method="post"{{#path}} action="{{path}}"{{/path}} novalidate>
{{>csrf}}
{{#kept}}
<input type="hidden" name="{{name}}" value="{{value}}">
{{/kept}}
<button class="btn{{#isMain}} btn--primary btn--block{{/isMain}}{{#isDangerous}} btn--danger{{/isDangerous}}">{{label}}</button>
</form>
{{/page.action}}
{{#page.links}}
<p><a href="{{href}}">{{label}}</a></p>
{{/page.links}}
{{#page.footnotes}}
<p class="small muted">{{.}}</p>
{{/page.footnotes}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "privacy", text: ####"""
{{<layout-public}}{{$width}}page--read{{/width}}{{$content}}
<h1>{{t.privacy.title}}</h1>
<p>{{page.who}}</p>
<h2>{{t.privacy.keepTitle}}</h2>
<ul class="bullets">
<li>{{t.privacy.keepAccount}}</li>
<li>{{t.privacy.keepFactor}}</li>
<li>{{t.privacy.keepKeys}}</li>
<li>{{t.privacy.keepBrowsers}}</li>
<li>{{t.privacy.keepMails}}</li>
<li>{{page.keepEvents}} {{t.privacy.deleted}}</li>
</ul>
<h2>{{t.privacy.cookiesTitle}}</h2>
<p>{{t.privacy.cookies}}</p>
<h2>{{t.privacy.seeTitle}}</h2>
<p>{{page.see}}</p>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "question", text: ####"""
{{<layout-public}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{page.heading}}</h1>
{{#page.paragraphs}}
<p>{{.}}</p>
{{/page.paragraphs}}
{{#page.hasItems}}
<ul class="bullets">
{{#page.items}}
<li>{{.}}</li>
{{/page.items}}
</ul>
{{/page.hasItems}}
{{#page.closing}}<p>{{page.closing}}</p>{{/page.closing}}
<div class="actions">
{{#page.first}}<a class="btn btn--primary" href="{{href}}">{{label}}</a>{{/page.first}}
{{#page.action}}<form method="post"{{#path}} action="{{path}}"{{/path}} novalidate>{{>csrf}}<button class="btn{{#isMain}} btn--primary{{/isMain}}{{#isDangerous}} btn--danger{{/isDangerous}}">{{label}}</button></form>{{/page.action}}
{{#page.last}}<a href="{{href}}">{{label}}</a>{{/page.last}}
</div>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "second-step", text: ####"""
{{<layout-public}}{{$content}}
<p class="progress">{{page.progress}}</p>
<form method="post" novalidate class="stack">
{{>csrf}}
{{#page.code}}{{>field}}{{/page.code}}
{{#page.drift}}{{>drift}}{{/page.drift}}
{{>remember}}
<button class="btn btn--primary btn--block">{{page.button}}</button>
</form>
{{#page.triesLeft}}<p class="small muted">{{page.triesLeft}}</p>{{/page.triesLeft}}
<hr>
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "security", text: ####"""
{{<layout-account}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<div class="stack stack--s"><h1>{{t.security.title}}</h1>
<p class="lede">{{page.summary}}</p></div>
<section class="card card--flush" aria-labelledby="two-factor"><div class="card-head"><h2 id="two-factor">{{t.security.twoFactor}}</h2>{{#page.onSince}}<span class="tag tag--ok">{{page.onSince}}</span>{{/page.onSince}}{{^page.onSince}}<span class="tag tag--warn">{{t.security.off}}</span>{{/page.onSince}}</div>
{{#page.isOn}}
<ul class="rows">
{{#page.methods}}
{{>method-row}}
{{/page.methods}}
</ul>
<div class="card-body card-body--ruled"><p class="actions"><a class="btn{{^page.hasNotice}} btn--primary{{/page.hasNotice}}" href="/security/two-factor/new">{{t.security.add}}</a><a class="btn btn--danger" href="/security/two-factor/off">{{t.security.turnOff}}</a></p></div>
{{/page.isOn}}
{{^page.isOn}}
<div class="card-body stack"><p>{{t.security.offText}}</p>
{{#page.hasChoices}}{{>choices-of-page}}
<p class="no-js">{{t.choose.needsScript}}</p>{{/page.hasChoices}}</div>
{{/page.isOn}}
</section>
<section class="card stack"><h2>{{t.security.passwordTitle}}</h2><dl class="facts"><div><dt>{{t.security.lastChanged}}</dt><dd>{{page.passwordChanged}}</dd></div></dl><p class="actions"><a class="btn" href="/security/password">{{t.security.changePassword}}</a></p></section>
<section class="card stack"><h2>{{t.security.emailTitle}}</h2><dl class="facts">
<div><dt>{{t.security.emailLabel}}</dt><dd>{{#page.email}}<bdi>{{page.email}}</bdi> <span class="tag tag--{{page.emailTone}}">{{page.emailState}}</span>{{/page.email}}{{^page.email}}{{t.security.noEmail}}{{/page.email}}</dd></div>
<div><dt>{{t.name.label}}</dt><dd>{{#page.name}}<bdi>{{page.name}}</bdi>{{/page.name}}{{^page.name}}{{t.name.none}}{{/page.name}}</dd></div>
</dl><p class="actions"><a class="btn" href="/security/email">{{page.emailButton}}</a><a class="btn" href="/security/name">{{t.name.change}}</a></p></section>
<section class="card stack"><h2>{{t.security.devicesTitle}}</h2><p>{{page.devices}}</p><p class="actions"><a class="btn" href="/security/devices">{{t.security.devicesLink}}</a></p></section>
<section class="card stack"><h2>{{t.security.activityTitle}}</h2>
{{#page.hasEvents}}
<ul class="events">
{{#page.events}}
{{>event-row}}
{{/page.events}}
</ul>
{{/page.hasEvents}}
{{^page.hasEvents}}<p class="muted">{{t.security.activityNone}}</p>{{/page.hasEvents}}
<p class="actions"><a class="btn" href="/security/activity">{{t.security.activityLink}}</a></p></section>
<section class="card stack"><h2>{{t.security.dataTitle}}</h2><p>{{t.security.dataText}}</p><p class="actions"><a class="btn" href="/security/data.json" download>{{>icon-download}}{{t.security.dataLink}}</a><a class="btn btn--danger" href="/security/delete">{{t.security.deleteLink}}</a></p></section>
{{>passkey-signal}}
{{/content}}{{/layout-account}}
"""####),
        EmbeddedText(name: "setup", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{page.heading}}</h1>
<p>{{page.text}}</p>
<div class="actions"><a class="btn btn--primary" href="/setup/choose">{{t.setup.button}}</a>
{{#page.later}}<form method="post" action="/setup/later" novalidate>{{>csrf}}<button class="btn">{{t.setup.later}}</button> <span class="small muted">{{page.later}}</span></form>{{/page.later}}
<form method="post" action="/sign-out" novalidate>{{>csrf}}<button class="btn btn--link">{{t.layout.signOut}}</button></form></div>
<div class="notice">{{>icon-lock}}
<div class="stack stack--s"><h2>{{t.setup.whyTitle}}</h2><p class="small">{{t.setup.why}}</p></div></div>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "sign-in", text: ####"""
{{<layout-public}}{{$content}}
{{#page.notice}}{{>notice}}{{/page.notice}}
<h1>{{t.signIn.title}}</h1>
{{#page.known}}<p class="muted">{{page.known}}</p>{{/page.known}}
<form method="post" action="/sign-in" novalidate class="stack">
{{>csrf}}
{{#page.returnTo}}<input type="hidden" name="return" value="{{page.returnTo}}">{{/page.returnTo}}
{{#page.email}}{{>field}}{{/page.email}}
{{#page.password}}{{>password-field}}{{/page.password}}
<p><a class="small" href="{{page.forgottenPath}}">{{t.signIn.forgotten}}</a></p>
<button class="btn btn--primary btn--block">{{t.signIn.button}}</button>
</form>
{{#page.passkey}}
<form method="post" action="/sign-in/passkey" novalidate class="stack stack--s needs-js" data-passkey="get" data-options="/sign-in/passkey/options" data-autofill>
{{>csrf}}
{{#page.returnTo}}<input type="hidden" name="return" value="{{page.returnTo}}">{{/page.returnTo}}
{{>passkey-end}}
</form>
{{/page.passkey}}
{{>passkey-signal}}
{{#page.create}}<hr><p>{{page.create}}</p>{{/page.create}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "sign-out", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{t.signOut.title}}</h1>
<p>{{page.who}}</p>
{{#page.isRemembered}}<p>{{t.signOut.forgetText}}</p>{{/page.isRemembered}}
<form method="post" action="/sign-out" novalidate class="actions">
{{>csrf}}
<button class="btn btn--primary">{{t.signOut.button}}</button>
{{#page.isRemembered}}<button class="btn" name="forget" value="1">{{t.signOut.forgetButton}}</button>{{/page.isRemembered}}
<a href="/security">{{t.signOut.stay}}</a>
</form>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "sign-up", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{t.signUp.title}}</h1>
<form method="post" action="/sign-up" novalidate class="stack">
{{>csrf}}
{{#page.email}}{{>field}}{{/page.email}}
{{#page.name}}{{>field}}{{/page.name}}
{{#page.password}}{{>password-field}}{{/page.password}}
<button class="btn btn--primary btn--block">{{t.signUp.button}}</button>
</form>
<hr>
<p>{{page.haveAccount}}</p>
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "two-codes", text: ####"""
{{<layout-public}}{{$content}}
{{#page.progress}}<p class="progress">{{page.progress}}</p>{{/page.progress}}
<h1>{{page.heading}}</h1>
<p>{{page.reason}}</p>
<p>{{t.twoCodes.text}}</p>
<form method="post" novalidate class="stack">
{{>csrf}}
{{#page.first}}{{>field}}{{/page.first}}
{{#page.next}}{{>field}}{{/page.next}}
{{>remember}}
<button class="btn btn--primary btn--block">{{page.button}}</button>
</form>
{{#page.drift}}{{>drift}}{{/page.drift}}
<hr>
{{>other-ways}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "wait", text: ####"""
{{<layout-public}}{{$content}}
<h1>{{page.heading}}</h1>
<p>{{page.text}}</p>
{{#page.more}}<p>{{page.more}}</p>{{/page.more}}
{{#page.seconds}}
<div class="needs-js" data-countdown="{{page.seconds}}"><p role="timer" aria-live="off">{{t.script.timeLeft}} <strong class="code" data-countdown-clock></strong></p>
<p role="status" data-countdown-over="{{t.script.timeOver}}"></p></div>
{{/page.seconds}}
{{#page.tryAgainPath}}<div class="actions"><a class="btn btn--primary" href="{{page.tryAgainPath}}">{{t.wait.tryAgain}}</a></div>{{/page.tryAgainPath}}
{{#page.hasChoices}}
<hr>
<h2>{{t.wait.getInNow}}</h2>
{{>choices-of-page}}
{{/page.hasChoices}}
{{#page.resetPath}}
<hr>
<p>{{t.wait.reset}}</p>
<p><a class="btn" href="{{page.resetPath}}">{{t.wait.resetButton}}</a></p>
{{/page.resetPath}}
{{#page.notYou}}
<div class="notice notice--bad">{{>icon-warning}}
<div class="stack stack--s"><h2>{{t.wait.notYouTitle}}</h2><p class="small">{{page.notYou}}</p></div></div>
{{/page.notYou}}
{{/content}}{{/layout-public}}
"""####),
        EmbeddedText(name: "choice-inside", text: ####"""
<span class="row-icon">{{>*icon}}</span><span><span class="row-title">{{title}}{{#tag}} <span class="tag tag--{{tagTone}}">{{tag}}</span>{{/tag}}{{#recommended}} <span class="tag tag--info" data-recommended hidden>{{recommended}}</span>{{/recommended}}</span>{{#text}}<span class="choice-text small muted">{{text}}</span>{{/text}}</span>
"""####),
        EmbeddedText(name: "choice", text: ####"""
{{#isLink}}
<li{{#needsScript}} class="needs-js"{{/needsScript}}><a class="choice" href="{{href}}">{{>choice-inside}}{{>icon-next}}</a></li>
{{/isLink}}
{{#isButton}}
<li{{#needsScript}} class="needs-js"{{/needsScript}}><form method="post" action="{{href}}" novalidate>{{>csrf}}<button class="choice">{{>choice-inside}}{{>icon-next}}</button></form></li>
{{/isButton}}
{{#isPaused}}
<li><div class="choice choice--paused">{{>choice-inside}}</div></li>
{{/isPaused}}
"""####),
        EmbeddedText(name: "choices-of-page", text: ####"""
<ul class="choices stack stack--s">
{{#page.choices}}
{{>choice}}
{{/page.choices}}
</ul>
"""####),
        EmbeddedText(name: "csrf", text: ####"""
<input type="hidden" name="csrf" value="{{frame.csrf}}">
"""####),
        EmbeddedText(name: "drift", text: ####"""
<div class="notice notice--warn">{{>icon-clock}}
<div class="stack stack--s"><h2>{{t.drift.title}}</h2>
<p class="small">{{text}}</p>
<p class="small"><a href="/help/clock">{{t.drift.link}}</a></p>
{{#pair}}<p class="small">{{pair}}</p>{{/pair}}
</div></div>
"""####),
        EmbeddedText(name: "empty", text: ####"""
<p class="muted">{{page.empty}}</p>
"""####),
        EmbeddedText(name: "error-summary", text: ####"""
{{#page.errors}}
<div class="summary-errors" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary">
<h2 id="error-summary">{{t.layout.problemTitle}}</h2>
<ul>
{{#list}}
<li>{{#href}}<a href="{{href}}">{{text}}</a>{{/href}}{{^href}}{{text}}{{/href}}</li>
{{/list}}
</ul>
</div>
{{/page.errors}}
"""####),
        EmbeddedText(name: "event-row", text: ####"""
<li class="event"><p>{{sentence}}</p>
<p class="small muted">{{when}}{{#where}} · {{where}}{{/where}}</p>
{{#notMePath}}<p class="small"><a href="{{notMePath}}">{{t.activity.notMe}}<span class="visually-hidden">: {{sentence}}</span></a></p>{{/notMePath}}</li>
"""####),
        EmbeddedText(name: "field-problem", text: ####"""
<span class="error" id="{{id}}-error">{{>icon-problem}}<span><span class="visually-hidden">{{t.layout.error}} </span>{{problem}}</span></span>
"""####),
        EmbeddedText(name: "field", text: ####"""
<div class="field{{#problem}} field--error{{/problem}}">
{{^isHeading}}<label class="label" for="{{id}}">{{label}}</label>{{/isHeading}}
{{#isHeading}}<h1><label for="{{id}}">{{label}}</label></h1>{{/isHeading}}
{{#hint}}<span class="hint" id="{{id}}-hint">{{hint}}</span>{{/hint}}
{{#problem}}{{>field-problem}}{{/problem}}
<input class="{{class}}" id="{{id}}" name="{{name}}" type="{{type}}"{{#isNumeric}} inputmode="numeric"{{/isNumeric}} autocomplete="{{autocomplete}}"{{^checksSpelling}} spellcheck="false"{{/checksSpelling}}{{#keepsCase}} autocapitalize="none"{{/keepsCase}}{{#describedBy}} aria-describedby="{{describedBy}}"{{/describedBy}}{{#problem}} aria-invalid="true"{{/problem}} value="{{value}}"{{#autofocus}} autofocus{{/autofocus}}>
</div>
"""####),
        EmbeddedText(name: "foot", text: ####"""
{{#frame.signedInAs}}<div class="session-end notice notice--warn" data-session="{{frame.sessionLeft}}" data-account="{{frame.accountID}}" data-token="{{frame.csrf}}" data-soon="{{t.layout.sessionSoon}}" data-ended="{{t.layout.sessionEnded}}" hidden>{{>icon-clock}}
<div class="stack stack--s"><p role="alert"></p><div><button type="button" class="btn">{{t.layout.stay}}</button><a class="btn" href="{{frame.signInPath}}" hidden>{{t.layout.signIn}}</a></div></div></div>{{/frame.signedInAs}}
<footer class="foot"><div class="foot-in">
<a href="/help">{{t.layout.help}}</a>
<a href="/privacy">{{t.layout.privacy}}</a>
<a href="{{frame.languagePath}}"><span class="visually-hidden">{{t.layout.languageHidden}} </span>{{frame.languageName}}</a>
{{#frame.support}}<span>{{.}}</span>{{/frame.support}}
</div></footer>
</body>
</html>
"""####),
        EmbeddedText(name: "head", text: ####"""
<!doctype html>
<html lang="{{frame.language}}" dir="{{frame.direction}}" data-locale="{{frame.locale}}">
<head>
<meta charset="utf-8">
<title>{{frame.title}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="{{frame.favicon}}" type="image/svg+xml">
<link rel="stylesheet" href="{{frame.stylesheet}}">
{{#frame.brand}}<link rel="stylesheet" href="{{frame.brand}}">{{/frame.brand}}
<script src="{{frame.script}}"></script>
</head>
<body>
<a class="visually-hidden skip" href="#main">{{t.layout.skip}}</a>
<header class="masthead"><div class="masthead-in">
<a class="brand" href="/"><svg viewBox="0 0 32 32" aria-hidden="true"><path fill="currentColor" d="M16 2l11 4v9c0 7-4.6 12.3-11 15C9.6 27.3 5 22 5 15V6z"/>{{#frame.mark}}<text class="mark" x="16" y="19.5" text-anchor="middle">{{frame.mark}}</text>{{/frame.mark}}{{^frame.mark}}<path d="M10.5 16.5l4 4 7.5-9" fill="none" stroke="var(--surface)" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>{{/frame.mark}}</svg><span><bdi>{{frame.organisation}}</bdi></span></a>
{{#frame.signedInAs}}
<div class="who"><span><bdi>{{frame.signedInAs}}</bdi></span>
{{#frame.otherSide}}<a href="{{href}}">{{label}}</a>{{/frame.otherSide}}
{{#frame.isRemembered}}<a href="/sign-out">{{t.layout.signOut}}</a>{{/frame.isRemembered}}{{^frame.isRemembered}}<form method="post" action="/sign-out">{{>csrf}}<button class="btn btn--link">{{t.layout.signOut}}</button></form>{{/frame.isRemembered}}</div>
{{/frame.signedInAs}}
</div></header>
"""####),
        EmbeddedText(name: "mail-again", text: ####"""
<form method="post" action="{{page.againPath}}" novalidate class="stack stack--s">
{{>csrf}}
<p><button class="btn">{{page.againLabel}}</button></p>
{{#page.again}}<p class="small" role="status">{{page.again}}</p>{{/page.again}}
</form>
"""####),
        EmbeddedText(name: "mail-late", text: ####"""
<details><summary>{{t.mailStatus.detailsTitle}}</summary><div><ul class="bullets">
{{#page.late}}
<li>{{.}}</li>
{{/page.late}}
</ul></div></details>
"""####),
        EmbeddedText(name: "mail-status", text: ####"""
{{#page.status}}<p class="small muted" id="mail-status" role="status"{{#page.statusPath}} data-follow="{{page.statusPath}}"{{/page.statusPath}}>{{page.status}}</p>{{/page.status}}
"""####),
        EmbeddedText(name: "method-row", text: ####"""
<li><div class="row-main"><span class="row-icon">{{>*icon}}</span>
<div><p class="row-title"><bdi>{{name}}</bdi>{{#tags}} <span class="tag tag--{{tone}}">{{label}}</span>{{/tags}}</p>
<p class="small muted">{{facts}}</p></div></div>
<div class="actions row-actions">
{{#links}}
<a href="{{href}}">{{label}}<span class="visually-hidden"> {{name}}</span></a>
{{/links}}
{{#preferPath}}<form method="post" action="{{preferPath}}" novalidate>{{>csrf}}<button class="btn btn--link">{{t.security.askFirst}}<span class="visually-hidden"> {{name}}</span></button></form>{{/preferPath}}
</div></li>
"""####),
        EmbeddedText(name: "notice", text: ####"""
<div class="notice notice--{{tone}}"{{#isStatus}} role="status"{{/isStatus}}>{{>*icon}}
<div class="stack stack--s"><h2>{{title}}</h2>
{{#text}}<p class="small">{{text}}</p>{{/text}}
{{#link}}<p><a href="{{href}}">{{label}}</a></p>{{/link}}
{{#action}}<form method="post" action="{{path}}" novalidate>{{>csrf}}<button class="btn">{{label}}</button></form>{{/action}}
</div></div>
"""####),
        EmbeddedText(name: "other-ways", text: ####"""
{{#page.otherWays}}
<p><a href="{{href}}">{{label}}</a></p>
{{/page.otherWays}}
"""####),
        EmbeddedText(name: "pager", text: ####"""
{{#page.hasPages}}
<nav aria-label="{{t.activity.pages}}"><p class="actions">
{{#page.newerPath}}<a class="btn" rel="prev" href="{{page.newerPath}}">{{t.activity.newer}}</a>{{/page.newerPath}}
{{#page.olderPath}}<a class="btn" rel="next" href="{{page.olderPath}}">{{t.activity.older}}</a>{{/page.olderPath}}
</p></nav>
{{/page.hasPages}}
"""####),
        EmbeddedText(name: "passkey-end", text: ####"""
{{#page.passkey}}
<input type="hidden" name="credential" value=""><input type="hidden" name="challenge" value="">
{{#buttons}}
<button type="button" class="btn{{#isMain}} btn--primary{{/isMain}} btn--block" data-kind="{{kind}}"{{#name}} data-name="{{name}}"{{/name}}>{{label}}</button>
{{/buttons}}
<p class="small" role="status" data-waiting="{{waiting}}" data-cancelled="{{cancelled}}" data-unsupported="{{unsupported}}" data-known="{{known}}" data-failed="{{failed}}"></p>
<script src="{{script}}" defer></script>
{{/page.passkey}}
"""####),
        EmbeddedText(name: "passkey-signal", text: ####"""
{{#page.signal}}<div hidden data-signal="{{text}}"></div><script src="{{script}}" defer></script>{{/page.signal}}
"""####),
        EmbeddedText(name: "password-field", text: ####"""
<div class="field{{#problem}} field--error{{/problem}}">
{{^isHeading}}<label class="label" for="{{id}}">{{label}}</label>{{/isHeading}}
{{#isHeading}}<h1><label for="{{id}}">{{label}}</label></h1>{{/isHeading}}
{{#hint}}<span class="hint" id="{{id}}-hint">{{hint}}</span>{{/hint}}
{{#problem}}{{>field-problem}}{{/problem}}
<div class="reveal"><input class="{{class}}" id="{{id}}" name="{{name}}" type="password" autocomplete="{{autocomplete}}" spellcheck="false" autocapitalize="none"{{#describedBy}} aria-describedby="{{describedBy}}"{{/describedBy}}{{#problem}} aria-invalid="true"{{/problem}}{{#autofocus}} autofocus{{/autofocus}}>
<button type="button" class="btn needs-js" aria-controls="{{id}}" aria-label="{{t.script.showPassword}}" data-reveal="{{id}}" data-show="{{t.script.show}}" data-hide="{{t.script.hide}}" data-show-label="{{t.script.showPassword}}" data-hide-label="{{t.script.hidePassword}}" data-shown="{{t.script.shown}}" data-hidden="{{t.script.hidden}}">{{t.script.show}}</button></div>
<span class="visually-hidden" role="status" id="{{id}}-status"></span>
</div>
"""####),
        EmbeddedText(name: "radios", text: ####"""
<fieldset class="field{{#problem}} field--error{{/problem}}"{{#describedBy}} aria-describedby="{{describedBy}}"{{/describedBy}}><legend class="label">{{label}}</legend>
{{#hint}}<span class="hint" id="{{id}}-hint">{{hint}}</span>{{/hint}}
{{#problem}}{{>field-problem}}{{/problem}}
{{#options}}
<label class="check"><input type="radio" id="{{optionID}}" name="{{name}}" value="{{value}}"{{#isChosen}} checked{{/isChosen}}><span>{{text}}</span></label>
{{/options}}
</fieldset>
"""####),
        EmbeddedText(name: "remember", text: ####"""
{{#page.remember}}
<div class="field"><label class="check"><input type="checkbox" id="trust" name="trust" value="1" aria-describedby="trust-hint"{{#isTicked}} checked{{/isTicked}}><span>{{label}}</span></label>
<span class="hint" id="trust-hint">{{hint}}</span></div>
{{/page.remember}}
"""####),
        EmbeddedText(name: "side-navigation", text: ####"""
<nav class="sidenav" aria-label="{{t.layout.account}}"><ul>
{{#page.sections}}
<li><a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{name}}</a></li>
{{/page.sections}}
</ul></nav>
"""####),
        EmbeddedText(name: "text-area", text: ####"""
<div class="field{{#problem}} field--error{{/problem}}">
<label class="label" for="{{id}}">{{label}}</label>
{{#hint}}<span class="hint" id="{{id}}-hint">{{hint}}</span>{{/hint}}
{{#problem}}{{>field-problem}}{{/problem}}
<textarea class="{{class}}" id="{{id}}" name="{{name}}" rows="4" autocomplete="off" spellcheck="false" autocapitalize="none"{{#describedBy}} aria-describedby="{{describedBy}}"{{/describedBy}}{{#problem}} aria-invalid="true"{{/problem}}>
{{value}}</textarea>
</div>
"""####),
    ]
}
