// swift-format-ignore-file
// Written by script/embed from Assets. Change it there.

extension EmbeddedFiles {
    static let assets: [Asset] = [
        Asset(name: "app.css", contentType: "text/css; charset=utf-8", hash: "286788ef56a0c5a5", text: ####"""
/* Countersign: one stylesheet, no build step. Layers: reset, tokens, base, layout, components, utilities, modes. */
@layer reset, tokens, base, layout, components, utilities, modes;

@layer reset {
  *, *::before, *::after { box-sizing: border-box; }
  body, h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend, table { margin: 0; padding: 0; }
  fieldset { border: 0; min-inline-size: 0; }
  ul[class], ol[class] { list-style: none; }
  img, svg { display: block; max-inline-size: 100%; }
  button, input, select, textarea { font: inherit; color: inherit; }
}

@layer tokens {
  :root {
    color-scheme: light dark;
    --font-ui: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
    --font-code: ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "Noto Sans Mono", "Liberation Mono", Menlo, monospace;
    /* type: 1.2 scale from 1rem = 16px (small screens); h1/h2 step up at 40rem */
    --t-xs: .8125rem; --t-s: .875rem; --t-m: 1rem; --t-l: 1.1875rem; --t-xl: 1.4375rem; --t-2xl: 1.75rem; --t-code: 1.75rem;
    --lh-tight: 1.25; --lh: 1.55;
    /* space: 4px grid */
    --s-1: .25rem; --s-2: .5rem; --s-3: .75rem; --s-4: 1rem; --s-5: 1.5rem; --s-6: 2rem; --s-7: 3rem; --s-8: 4rem;
    --r-s: .375rem; --r-m: .625rem; --r-l: .875rem; --tap: 2.75rem;
    /* colour: light */
    --bg: #f6f4ef; --surface: #fff; --sunken: #efece5; --text: #1b1e27; --muted: #565b6b; --line: #dcd8ce; --control: #7c8091;
    --primary: #2c3f9f; --primary-hover: #22327f; --on-primary: #fff; --primary-soft: #e9ecfa; --link: #2c3f9f; --focus: #b45309;
    --ok: #1d6b45; --ok-soft: #e4f3ea; --warn: #7d4e00; --warn-soft: #fdf1da; --bad: #ae2323; --bad-hover: #8d1a1a; --bad-soft: #fdeaea;
    --shadow: 0 1px 2px rgb(27 30 39 / .06), 0 8px 24px -12px rgb(27 30 39 / .18);
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --bg: #11131a; --surface: #1a1d27; --sunken: #0c0e14; --text: #eceef4; --muted: #a8aebf; --line: #313646; --control: #7f869b;
      --primary: #aab8ff; --primary-hover: #c4ceff; --on-primary: #11163a; --primary-soft: #232a4a; --link: #aab8ff; --focus: #ffd166;
      --ok: #7fd6a4; --ok-soft: #15301f; --warn: #f2c063; --warn-soft: #33270f; --bad: #ff9b94; --bad-hover: #ffb8b3; --bad-soft: #3b1a1b;
      --shadow: 0 0 0 1px rgb(255 255 255 / .04), 0 12px 32px -16px rgb(0 0 0 / .7);
    }
  }
}

@layer base {
  html { -webkit-text-size-adjust: 100%; scroll-padding-block-start: var(--s-6); }
  body { font: 400 var(--t-m)/var(--lh) var(--font-ui); color: var(--text); background: var(--bg); min-block-size: 100vh; display: flex; flex-direction: column; }
  h1, h2, h3 { line-height: var(--lh-tight); font-weight: 650; text-wrap: balance; letter-spacing: -.01em; }
  h1 { font-size: var(--t-xl); } h2 { font-size: var(--t-l); } h3 { font-size: var(--t-m); }
  p { text-wrap: pretty; max-inline-size: 66ch; }
  a { color: var(--link); text-decoration-thickness: max(1px, .0625em); text-underline-offset: .18em; }
  a:hover { text-decoration-thickness: max(2px, .125em); }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: var(--r-s); }
  main:focus { outline: none; } main { overflow-wrap: break-word; } bdi { overflow-wrap: anywhere; }
  code, .code { font-family: var(--font-code); font-variant-numeric: tabular-nums slashed-zero; direction: ltr; unicode-bidi: isolate; }
  hr { border: 0; border-block-start: 1px solid var(--line); margin-block: var(--s-5); }
  @media (min-width: 40rem) { h1 { font-size: var(--t-2xl); } h2 { font-size: 1.3125rem; } }
}

@layer layout {
  .masthead { background: var(--surface); border-block-end: 1px solid var(--line); }
  .masthead-in { max-inline-size: 72rem; margin-inline: auto; padding: var(--s-3) var(--s-4); display: flex; gap: var(--s-4); align-items: center; justify-content: space-between; flex-wrap: wrap; }
  .brand { display: inline-flex; gap: var(--s-2); align-items: center; font-weight: 650; color: var(--text); text-decoration: none; letter-spacing: -.01em; min-block-size: var(--tap); }
  .brand svg { flex: none; inline-size: 1.75rem; block-size: 1.75rem; color: var(--primary); }
  .who > span { max-inline-size: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } @media (max-width: 40rem) { .who > span { display: none; } } .who { display: flex; gap: var(--s-3); align-items: center; font-size: var(--t-s); color: var(--muted); }
  .page { flex: 1; inline-size: 100%; margin-inline: auto; padding: var(--s-5) var(--s-4) var(--s-8); }
  .page--narrow { max-inline-size: 30rem; } .page--read { max-inline-size: 44rem; } .page--wide { max-inline-size: 72rem; }
  .stack > * + * { margin-block-start: var(--s-4); } .stack--s > * + * { margin-block-start: var(--s-2); } .stack--l > * + * { margin-block-start: var(--s-5); } .stack > input[type=hidden]:first-child + * { margin-block-start: 0; } .stack > hr { margin-block: var(--s-5); } .stack > h2 { margin-block-start: var(--s-5); } .stack > h2:first-child { margin-block-start: 0; } .stack > hr + h2 { margin-block-start: 0; }
  .card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-l); box-shadow: var(--shadow); padding: var(--s-5) var(--s-4); }
  .card.card--flush { padding: 0; overflow: clip; } .card--flush > .card-head, .card--flush > .card-body { padding: var(--s-4); }
  .card-head { display: flex; gap: var(--s-3); align-items: baseline; justify-content: space-between; flex-wrap: wrap; border-block-end: 1px solid var(--line); } .card-body--ruled { border-block-start: 1px solid var(--line); }
  .account-main > .card:not(.card--flush) { padding: var(--s-4); } @media (min-width: 40rem) { .account-main > .card:not(.card--flush) { padding: var(--s-4) var(--s-5) var(--s-5); } }
  .with-nav, .split { display: grid; gap: var(--s-5); grid-template-columns: minmax(0, 1fr); align-items: start; }
  .foot { border-block-start: 1px solid var(--line); color: var(--muted); font-size: var(--t-s); }
  .foot-in { max-inline-size: 72rem; margin-inline: auto; padding: var(--s-4); display: flex; gap: var(--s-2) var(--s-5); flex-wrap: wrap; }
  @media (min-width: 40rem) { .card { padding: var(--s-6); } .card--flush > .card-head, .card--flush > .card-body { padding: var(--s-4) var(--s-5); } .page { padding-block-start: var(--s-7); } }
  @media (min-width: 60rem) { .with-nav { grid-template-columns: 14rem minmax(0, 1fr); } .split { grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr); } }
}

@layer components {
  .sidenav ul { list-style: none; display: flex; flex-wrap: wrap; gap: var(--s-1); }
  @media (min-width: 60rem) { .sidenav ul { display: grid; } }
  .check { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: var(--s-3); align-items: start; padding-block: var(--s-2); cursor: pointer; } .check input { inline-size: 1.5rem; block-size: 1.5rem; margin: 0; accent-color: var(--primary); } .check + .hint { margin-block-start: calc(-1 * var(--s-2)); margin-inline-start: 2.25rem; }
  .sidenav a { display: flex; gap: var(--s-2); white-space: nowrap; align-items: center; min-block-size: var(--tap); padding-inline: var(--s-3); border-radius: var(--r-s); border-inline-start: 3px solid transparent; color: var(--text); text-decoration: none; }
  .sidenav a:hover { background: var(--sunken); } .sidenav a[aria-current] { background: var(--primary-soft); border-inline-start-color: var(--primary); font-weight: 600; color: var(--primary); }
  .lede { color: var(--muted); } .small { font-size: var(--t-s); } .muted { color: var(--muted); }
  .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s-2); }
  .label { font-weight: 600; } .hint { color: var(--muted); font-size: var(--t-s); } .hint, .check span, .error span, .summary-errors a { text-wrap: pretty; }
  .input { inline-size: 100%; min-block-size: 3rem; padding: var(--s-2) var(--s-3); background: var(--surface); border: 1.5px solid var(--control); border-radius: var(--r-m); }
  .input:hover { border-color: var(--text); } .input:focus-visible { border-color: var(--text); border-radius: var(--r-m); }
  .input--code { font: 600 var(--t-code)/1.2 var(--font-code); letter-spacing: .22em; inline-size: min(100%, 12.5rem); text-align: start; direction: ltr; font-variant-numeric: tabular-nums slashed-zero; }
  .input--backup { letter-spacing: .1em; inline-size: min(100%, 18rem); font-size: var(--t-l); }
  .reveal { display: flex; gap: var(--s-2); } .reveal .btn { flex: none; }
  .error { color: var(--bad); font-weight: 600; display: flex; gap: var(--s-2); align-items: flex-start; } .error svg { flex: none; inline-size: 1.25rem; block-size: 1.25rem; margin-block-start: .15rem; }
  .field--error { border-inline-start: 4px solid var(--bad); padding-inline-start: var(--s-3); } .field--error .input { border-color: var(--bad); border-width: 2px; }
  .btn { display: inline-flex; align-items: center; justify-content: center; text-align: center; gap: var(--s-2); min-block-size: var(--tap); padding: var(--s-2) var(--s-4); border: 1.5px solid var(--control); border-radius: var(--r-m); background: var(--surface); color: var(--text); font-weight: 600; text-decoration: none; cursor: pointer; }
  .btn:hover { background: var(--sunken); border-color: var(--text); } .btn:focus-visible { border-radius: var(--r-m); }
  .btn--primary { background: var(--primary); border-color: transparent; color: var(--on-primary); } .btn--primary:hover { background: var(--primary-hover); border-color: transparent; }
  .btn--danger { color: var(--bad); border-color: var(--bad); } .btn--danger:hover { background: var(--bad-soft); border-color: var(--bad); }
  .btn--link { border-color: transparent; background: none; color: var(--link); text-decoration: underline; text-underline-offset: .18em; padding-inline: 0; font-weight: 500; }
  .btn--block { inline-size: 100%; min-block-size: 3rem; } .btn svg { flex: none; inline-size: 1.25rem; block-size: 1.25rem; }
  .actions { display: flex; flex-wrap: wrap; gap: var(--s-3); align-items: center; }
  .notice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s-3); padding: var(--s-4); border: 1px solid var(--line); border-inline-start: 4px solid var(--primary); border-radius: var(--r-m); background: var(--primary-soft); }
  .notice > svg { inline-size: 1.5rem; block-size: 1.5rem; color: var(--primary); } .notice--ok { background: var(--ok-soft); border-inline-start-color: var(--ok); } .notice--ok > svg { color: var(--ok); }
  .notice--warn { background: var(--warn-soft); border-inline-start-color: var(--warn); } .notice--warn > svg { color: var(--warn); } .notice--bad { background: var(--bad-soft); border-inline-start-color: var(--bad); } .notice--bad > svg { color: var(--bad); }
  .session-end { position: sticky; inset-block-end: var(--s-4); z-index: 2; inline-size: min(100% - 2 * var(--s-4), 36rem); margin-inline: auto; margin-block: var(--s-4); } .session-end[hidden] { display: none; }
  .notice h2, .notice h3 { font-size: var(--t-m); }
  .summary-errors { border: 2px solid var(--bad); border-radius: var(--r-m); background: var(--bad-soft); padding: var(--s-4); } .summary-errors h2 { font-size: var(--t-l); } .summary-errors ul { list-style: none; margin-block-start: var(--s-2); display: grid; gap: var(--s-2); } .summary-errors a { color: var(--bad); font-weight: 600; }
  .tag { display: inline-block; padding: .1rem .55rem; border-radius: .85rem; border: 1px solid transparent; font-size: var(--t-xs); font-weight: 600; background: var(--sunken); color: var(--text); text-wrap: balance; }
  .tag--ok { background: var(--ok-soft); color: var(--ok); } .tag--warn { background: var(--warn-soft); color: var(--warn); } .tag--bad { background: var(--bad-soft); color: var(--bad); } .tag--info { background: var(--primary-soft); color: var(--primary); }
  .steps { counter-reset: step; display: grid; gap: var(--s-6); } .steps > li { counter-increment: step; position: relative; padding-inline-start: 3rem; display: grid; gap: var(--s-3); }
  .steps > li::before { content: counter(step); position: absolute; inset-inline-start: 0; inset-block-start: -.15rem; inline-size: 2rem; block-size: 2rem; border-radius: 50%; display: grid; place-items: center; font-weight: 650; background: var(--primary-soft); color: var(--primary); border: 1px solid transparent; }
  .steps > li:not(:last-child)::after { content: ""; position: absolute; inset-inline-start: calc(1rem - .5px); inset-block: 2.25rem calc(-1 * var(--s-5)); border-inline-start: 1px solid var(--line); }
  @media (max-width: 40rem) { .steps .btn svg { display: none; } }
  .progress { text-wrap: balance; font-size: var(--t-s); color: var(--muted); font-weight: 600; }
  .qr { background: #fff; padding: var(--s-4); border-radius: var(--r-m); border: 1px solid var(--line); inline-size: fit-content; } .qr svg { inline-size: 12rem; block-size: 12rem; }
  .secret { display: flex; flex-wrap: wrap; gap: .35rem .7rem; font: 600 var(--t-l)/1.4 var(--font-code); direction: ltr; background: var(--sunken); border-radius: var(--r-m); padding: var(--s-3) var(--s-4); } .secret--read { font-size: var(--t-2xl); letter-spacing: .08em; justify-content: center; }
  details > summary { cursor: pointer; color: var(--link); min-block-size: var(--tap); display: list-item; padding-block: .6rem; font-weight: 500; } details[open] > summary { margin-block-end: var(--s-2); } details > div { border-inline-start: 3px solid var(--line); padding-inline-start: var(--s-4); }
  .rows > li { display: grid; gap: var(--s-2) var(--s-4); padding: var(--s-4); border-block-end: 1px solid var(--line); align-items: center; } .rows > li:last-child { border-block-end: 0; }
  .row-main { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: var(--s-3); align-items: start; } .row-icon { inline-size: 2.5rem; block-size: 2.5rem; border-radius: var(--r-m); background: var(--primary-soft); color: var(--primary); display: grid; place-items: center; } .row-icon svg { inline-size: 1.4rem; }
  .row-title { font-weight: 600; display: flex; flex-wrap: wrap; gap: var(--s-1) var(--s-2); align-items: center; }
  .choice { inline-size: 100%; text-align: start; cursor: pointer; display: grid; grid-template-columns: 2.5rem minmax(0, 1fr) 1.25rem; gap: var(--s-3); align-items: center; padding: var(--s-3) var(--s-4); min-block-size: 4rem; color: inherit; text-decoration: none; border: 1px solid var(--line); border-radius: var(--r-m); background: var(--surface); } .choice:hover { border-color: var(--primary); background: var(--primary-soft); } .choice > svg:last-child { inline-size: 1.25rem; color: var(--muted); } [dir=rtl] .choice > svg:last-child { transform: scaleX(-1); }
  .codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: var(--s-2) var(--s-5); background: var(--sunken); border-radius: var(--r-m); padding: var(--s-4); font: 600 var(--t-l)/1.6 var(--font-code); direction: ltr; font-variant-numeric: tabular-nums slashed-zero; } .codes { counter-reset: code; } .codes li { counter-increment: code; white-space: nowrap; display: flex; gap: var(--s-3); } .codes li::before { content: counter(code) "."; color: var(--muted); font-weight: 400; min-inline-size: 3ch; text-align: end; } .codes .used { text-decoration: line-through; color: var(--muted); }
  .facts { display: grid; gap: 0; } .facts > div { display: grid; gap: var(--s-1) var(--s-4); padding-block: var(--s-3); border-block-end: 1px solid var(--line); } .facts > div:last-child { border-block-end: 0; } .facts dt { color: var(--muted); font-size: var(--t-s); }
  .table-wrap { overflow-x: auto; position: relative; /* contains .visually-hidden, which otherwise widens the page */ } table { border-collapse: collapse; inline-size: 100%; font-size: var(--t-s); } caption { text-align: start; font-weight: 600; padding: var(--s-3) var(--s-4); } th, td { text-align: start; padding: var(--s-3) var(--s-4); border-block-start: 1px solid var(--line); vertical-align: top; } tbody th, tbody td:first-child:not(.tick) { min-inline-size: 8.5rem; } thead th { color: var(--muted); font-weight: 600; background: var(--sunken); white-space: nowrap; } tbody tr:hover { background: color-mix(in srgb, var(--sunken) 55%, transparent); } td.num, th.num { text-align: end; font-variant-numeric: tabular-nums; }
  @media (min-width: 40rem) { .facts > div { grid-template-columns: 12rem minmax(0, 1fr); } .facts dt { font-size: var(--t-m); } .rows > li { grid-template-columns: minmax(18rem, 1fr) auto; padding: var(--s-4) var(--s-5); } }
  td:has(.tag) { min-inline-size: 9rem; }
  .choices { list-style: none; }
  .choice .row-title { line-height: 1.35; } .choice-text { display: block; }
  .choice--paused, .choice--paused:hover { cursor: default; background: var(--sunken); border-color: var(--line); color: var(--muted); } .choice--paused .row-icon { background: none; color: var(--muted); }
  .bullets, .numbers { padding-inline-start: 1.4em; display: grid; gap: var(--s-2); max-inline-size: 66ch; } .bullets { list-style: disc; } .numbers { list-style: decimal; }
  .row-actions { gap: var(--s-1) var(--s-4); } @media (min-width: 40rem) { .rows > li > .actions { justify-content: flex-end; } } .row-actions a, .row-actions .btn--link { min-block-size: 1.75rem; padding-block: 0; }
  .details-list > details { border-block-end: 1px solid var(--line); } .details-list > details:first-child { border-block-start: 1px solid var(--line); } .details-list > details[open] { padding-block-end: var(--s-3); }
  .cover { position: relative; } .cover.is-covered .codes { visibility: hidden; }
  /* Without script they are covered all the same, once; the link loads the page again. */
  :root:not(.js) .cover .codes { animation: cover-codes 1ms 30s forwards; } .cover-later { visibility: hidden; animation: uncover-link 1ms 30s forwards; }
  @keyframes cover-codes { to { visibility: hidden; } } @keyframes uncover-link { to { visibility: visible; } }
  .cover-over { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; text-align: center; padding: var(--s-3); background: var(--sunken); border-radius: var(--r-m); }
  .events { display: grid; } .event { padding-block: var(--s-3); border-block-end: 1px solid var(--line); overflow-wrap: anywhere; } .event:first-child { padding-block-start: 0; } .event:last-child { border-block-end: 0; padding-block-end: 0; }
  .filter { display: flex; flex-wrap: wrap; gap: var(--s-2); }
  .filter-item { display: inline-flex; align-items: center; min-block-size: var(--tap); padding-inline: var(--s-4); border: 1.5px solid var(--control); border-radius: 99rem; color: var(--text); text-decoration: none; } .filter-item:hover { background: var(--sunken); } .filter-item[aria-current] { background: var(--primary-soft); border-color: var(--primary); color: var(--primary); font-weight: 600; }
  .our-clock { background: var(--sunken); border-radius: var(--r-m); padding: var(--s-4); } .our-clock-time { font: 600 var(--t-2xl)/1.3 var(--font-code); font-variant-numeric: tabular-nums; } .our-clock-time .zone { display: inline-block; font: 400 var(--t-m)/1.4 var(--font-ui); color: var(--muted); }
  .search { display: grid; gap: var(--s-2); max-inline-size: 40rem; } .search-row { display: flex; flex-wrap: wrap; gap: var(--s-2); } .search-row .input { flex: 1 1 14rem; } .search-row .btn { min-block-size: 3rem; }
  .filters { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr)); align-items: end; } .filters .actions { grid-column: 1 / -1; } select.input { appearance: auto; }
  .tags { display: inline-flex; flex-wrap: wrap; gap: var(--s-1); } .tick { inline-size: 2.75rem; } .tick input { inline-size: 1.5rem; block-size: 1.5rem; accent-color: var(--primary); } .cell-name { min-inline-size: 13rem; overflow-wrap: anywhere; } .cell-wide { min-inline-size: 16rem; overflow-wrap: anywhere; font-weight: 500; } .raw { overflow-wrap: anywhere; }
  /* From right to left, so that a narrow screen begins with the newest weeks. */
  .chart-wrap { overflow-x: auto; direction: rtl; } .chart { direction: ltr; inline-size: 100%; min-inline-size: 44rem; block-size: auto; } .chart .bar { fill: var(--primary); } .chart text { font: 500 12px var(--font-ui); fill: var(--muted); }
  @media (min-width: 60rem) { .split--even { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
  .brand .mark { font: 700 13px var(--font-ui); fill: var(--surface); } .own-text { white-space: pre-line; overflow-wrap: anywhere; } .mail-preview { white-space: pre-wrap; overflow-wrap: anywhere; font: 400 var(--t-s)/1.5 var(--font-code); margin-block-end: 0; } textarea.input { min-block-size: 6rem; resize: vertical; field-sizing: content; }
  .word-list { list-style: none; display: grid; gap: var(--s-2); } .word-list > li { display: flex; flex-wrap: wrap; gap: 0 var(--s-3); align-items: center; min-block-size: 2rem; overflow-wrap: anywhere; } .word-list .small { flex-basis: 100%; } .mail-subject { font-weight: 600; overflow-wrap: anywhere; }
  .stat { display: grid; gap: var(--s-1); align-content: start; } .stat b { font-size: 2rem; line-height: 1.1; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -.02em; } .stats { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); }
  .contrast { font-weight: 600; } .contrast--pale { color: var(--bad); }
  .done { display: flex; gap: var(--s-2); color: var(--ok); font-weight: 600; overflow-wrap: anywhere; } .done svg { flex: none; inline-size: 1.5rem; block-size: 1.5rem; }
}

@layer utilities {
  .visually-hidden:not(:focus, :focus-within) { position: absolute !important; inline-size: 1px !important; block-size: 1px !important; margin: -1px !important; padding: 0 !important; overflow: hidden !important; clip-path: inset(50%) !important; white-space: nowrap !important; border: 0 !important; }
  .skip { position: absolute; inset-block-start: var(--s-2); inset-inline-start: var(--s-2); z-index: 9; background: var(--surface); padding: var(--s-2) var(--s-4); }
  :root:not(.js) .needs-js, .js .no-js { display: none; }
  .nowrap { white-space: nowrap; } [hidden] { display: none !important; }
}

@layer modes {
  @media (prefers-reduced-motion: no-preference) { .btn:hover, .input:hover, .choice:hover { transition: background-color .12s, border-color .12s; } }
  @media (prefers-contrast: more) { :root { --muted: var(--text); --line: var(--control); } }
  @media (forced-colors: active) { .btn--link { padding-inline: var(--s-2); } .btn, .card, .notice, .tag, .choice, .steps > li::before { border: 1px solid ButtonBorder; } .btn--primary { border: 2px solid Highlight; } .sidenav a[aria-current] { border-inline-start-color: Highlight; } .qr { forced-color-adjust: none; } .chart .bar { fill: CanvasText; } :focus-visible { outline-color: Highlight; } }
  .on-paper { display: none; } .on-paper-title { font-size: var(--t-xl); font-weight: 650; }
  @media print { .cover-over, .summary-errors { display: none !important; } .on-paper { display: grid; } .cover .codes { visibility: visible !important; animation: none !important; } body { background: #fff; color: #000; } .masthead, .foot, .actions, .no-print { display: none !important; } .card { border: 0; box-shadow: none; padding: 0; } .codes { background: none; border: 1px solid #000; break-inside: avoid; grid-template-columns: 1fr 1fr; font-size: 12pt; } a { color: inherit; text-decoration: none; } }
}
"""####),
        Asset(name: "app.js", contentType: "text/javascript; charset=utf-8", hash: "a5d247c8811e4a43", text: ####"""
// Countersign: what a page can do better with a script. Without it every page works all the same.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // Show and hide a password; hidden again before it is sent, so that no browser keeps it as plain text.
  function reveal(button) {
    const input = document.getElementById(button.dataset.reveal);
    const status = document.getElementById(button.dataset.reveal + "-status");
    const set = (isShown) => {
      input.type = isShown ? "text" : "password";
      button.textContent = isShown ? button.dataset.hide : button.dataset.show;
      button.setAttribute("aria-label", isShown ? button.dataset.hideLabel : button.dataset.showLabel);
    };
    button.addEventListener("click", () => {
      const isShown = input.type === "password";
      set(isShown);
      status.textContent = isShown ? button.dataset.shown : button.dataset.hidden;
    });
    input.form.addEventListener("submit", () => set(false));
  }

  // Copies a secret without its gaps, or a list with a line for each entry.
  function copy(button) {
    const status = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      const entries = [...source.querySelectorAll("li")];
      const text = entries.length
        ? entries.map((entry) => entry.textContent.trim()).join("\n")
        : source.textContent.replace(/\s+/g, "");
      try {
        await navigator.clipboard.writeText(text);
        say(status, button.dataset.copied);
      } catch {
        say(status, button.dataset.notCopied);
      }
    });
  }

  // The same words again would not be spoken again.
  function say(status, words) {
    status.textContent = "";
    setTimeout(() => { status.textContent = words; }, 50);
  }

  // Covers the backup codes against eyes over the shoulder; one press uncovers them, as often as wanted.
  function cover(box) {
    const over = box.querySelector(".cover-over");
    const show = box.querySelector("[data-uncover]");
    let timer;
    const set = (isCovered) => {
      box.classList.toggle("is-covered", isCovered);
      over.hidden = !isCovered;
      clearTimeout(timer);
      if (!isCovered) timer = setTimeout(() => set(true), Number(box.dataset.cover) * 1000);
    };
    show.addEventListener("click", () => {
      set(false);
      const codes = box.querySelector(".codes");
      codes.tabIndex = -1;
      codes.focus({ preventScroll: true });
    });
    set(false);
  }

  // Counts down by the time since the page came, for the visitor’s clock may be wrong. Speaks once, at the end.
  function countdown(box) {
    const clock = box.querySelector("[data-countdown-clock]");
    const over = box.querySelector("[data-countdown-over]");
    const end = performance.now() + Number(box.dataset.countdown) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      const minutes = Math.floor(left / 60) % 60;
      const hours = Math.floor(left / 3600);
      const two = (number) => String(number).padStart(2, "0");
      clock.textContent = hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
      if (left > 0) {
        setTimeout(tick, 250);
      } else {
        clock.parentElement.hidden = true;
        over.textContent = over.dataset.countdownOver;
      }
    };
    tick();
  }

  // Times in the visitor’s own zone, as the page’s language writes them.
  function localTime(element) {
    const date = new Date(element.dateTime);
    if (Number.isNaN(date.getTime())) return;
    const day = { day: "numeric", month: "long", year: "numeric" };
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const styles = {
      clock,
      day,
      moment: { ...day, ...clock },
    };
    const isOtherDay = element.dataset.day && element.dataset.day !== new Intl.DateTimeFormat("en-CA").format(date);
    const style = isOtherDay ? styles.moment : styles[element.dataset.local];
    if (style) element.textContent = new Intl.DateTimeFormat(root.dataset.locale || root.lang, style).format(date);
  }

  // Our clock goes on from the moment that the page was made, whatever the visitor’s own says, and names its zone.
  function ticking(element) {
    const made = Date.parse(element.dateTime);
    const [clock, zone] = [element.querySelector("[data-clock]"), element.querySelector("[data-zone]")];
    if (Number.isNaN(made) || !clock || !zone) return;
    const language = root.dataset.locale || root.lang;
    const time = new Intl.DateTimeFormat(language,
      { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    const [visit] = performance.getEntriesByType("navigation");
    const since = visit ? visit.responseStart : 0;
    const tick = () => {
      const now = made + performance.now() - since;
      clock.textContent = time.format(now);
      setTimeout(tick, 1000 - (now % 1000));
    };
    zone.textContent = new Intl.DateTimeFormat(language, { timeZoneName: "longGeneric" }).formatToParts(made)
      .find((part) => part.type === "timeZoneName").value;
    tick();
  }

  // What becomes of a mail: looks at the page again, ever less often, until there is nothing more to tell.
  function follow(status) {
    const look = async (seconds) => {
      let fresh;
      try {
        const answer = await fetch(status.dataset.follow, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        fresh = page.getElementById(status.id);
        // Another page came: the sign-in is over.
        if (!fresh || new URL(answer.url).pathname !== new URL(status.dataset.follow, location).pathname) return;
      } catch {
        // The network is away for a moment.
      }
      if (fresh) {
        fresh.querySelectorAll("time[data-local]").forEach(localTime);
        if (fresh.textContent !== status.textContent) status.replaceChildren(...fresh.childNodes);
        if (!("follow" in fresh.dataset)) return;
      }
      if (seconds < 600) setTimeout(look, seconds * 1000, seconds * 2);
    };
    setTimeout(look, 1000, 2);
  }

  // How well a colour can be read on our paper (WCAG 2.2), said while it is typed; the server decides.
  function contrast(status) {
    const input = document.getElementById(status.dataset.contrast);
    const luminance = (text) => {
      const digits = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
      if (!digits) return undefined;
      const [red, green, blue] = digits.slice(1).map((pair) => {
        const share = parseInt(pair, 16) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const tell = () => {
      const [one, two] = [luminance(input.value), luminance(status.dataset.paper)];
      if (one === undefined) {
        status.textContent = "";
        return;
      }
      const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
      const isPale = ratio < Number(status.dataset.least);
      // Rounded down, as the server does: what is not enough never looks like it.
      const shown = (Math.floor(ratio * 10) / 10).toLocaleString(root.dataset.locale || root.lang,
        { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      status.textContent = (isPale ? status.dataset.pale : status.dataset.good).replace("{contrast}", shown);
      status.classList.toggle("contrast--pale", isPale);
    };
    input.addEventListener("input", tell);
    tell();
  }

  // What this very device has built in is recommended.
  async function recommended(tag) {
    const isThere = window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable;
    try {
      tag.hidden = !(isThere && await isThere.call(PublicKeyCredential));
    } catch {
      // Then it is a choice like the others.
    }
  }

  // A second press while the first is under way is dropped. The button stays live: its value must be sent.
  function once(form) {
    let sent = 0;
    form.addEventListener("submit", (event) => {
      const now = performance.now();
      if (sent && now - sent < 5000) event.preventDefault();
      else sent = now;
    });
    addEventListener("pageshow", () => { sent = 0; });
  }

  const stored = (area, key, value) => {
    try {
      if (value === undefined) return area.getItem(key);
      if (value === null) area.removeItem(key);
      else area.setItem(key, value);
    } catch {
      // A browser that stores nothing warns all the same.
    }
    return null;
  };

  // What was typed and not kept, because the session was over: there again once the same person is back on the page.
  // Neither passwords nor codes, and in this tab alone.
  const typed = {
    key: "countersign-typed",
    longest: 30 * 60 * 1000,
    fields() {
      return [...document.querySelectorAll("main input, main textarea, main select")].filter((field) =>
        field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type)
        && !["off", "one-time-code"].includes(field.autocomplete));
    },
    keep(account) {
      const values = typed.fields().map((field) =>
        [field.name, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
      if (!values.length) return;
      const kept = { account, path: location.pathname, at: Date.now(), values };
      stored(sessionStorage, typed.key, JSON.stringify(kept));
    },
    restore(account) {
      let kept;
      try {
        kept = JSON.parse(stored(sessionStorage, typed.key));
      } catch {
        // Nothing of ours.
      }
      if (!kept?.values) return;
      if (/^\/sign-in($|\/)/.test(location.pathname)) {
        stored(sessionStorage, typed.key, JSON.stringify({ ...kept, isOut: true }));
        return;
      }
      const isOver = !kept.isOut || Date.now() - kept.at > typed.longest || kept.account !== account;
      if (!isOver && kept.path !== location.pathname) return;
      stored(sessionStorage, typed.key, null);
      const fields = typed.fields();
      if (isOver || fields.length !== kept.values.length) return;
      fields.forEach((field, index) => {
        const [name, value] = kept.values[index];
        if (field.name !== name) return;
        if (typeof value === "boolean") field.checked = value;
        else field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
  };

  // Asks whether to stay before a session ends because nothing was done, in any tab, and says so when it has.
  function session(box) {
    const words = box.querySelector("[role=alert]");
    const stay = box.querySelector("button");
    const again = box.querySelector("a");
    const key = "countersign-session-end";
    let end;
    let warnAhead;
    let timer;
    const lasts = (seconds) => {
      end = Date.now() + seconds * 1000;
      warnAhead = Math.min(120, seconds / 2) * 1000;
      stored(localStorage, key, String(end));
    };
    const show = (text, isOver) => {
      stay.hidden = isOver;
      again.hidden = !isOver;
      if (box.hidden || words.textContent !== text) say(words, text);
      box.hidden = false;
    };
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      box.hidden = true;
    };
    const look = () => {
      if (!timer) return;
      const left = Math.max(end, Number(stored(localStorage, key)) || 0) - Date.now();
      if (left <= 0) {
        typed.keep(box.dataset.account);
        stop();
        show(box.dataset.ended, true);
      } else if (left <= warnAhead) {
        show(box.dataset.soon, false);
      } else {
        box.hidden = true;
      }
    };
    stay.addEventListener("click", async () => {
      try {
        const answer = await fetch("/session", {
          method: "POST", body: new URLSearchParams({ csrf: box.dataset.token }), redirect: "error",
        });
        const left = answer.ok ? await answer.text() : undefined;
        if (left) lasts(Number(left));
        // Nothing can put the end off any more.
        if (left === "") stop();
      } catch {
        // The session is over, or the network away: the clock tells.
      }
      look();
    });
    lasts(Number(box.dataset.session));
    timer = setInterval(look, 1000);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const account = document.querySelector("[data-account]")?.dataset.account;
    typed.restore(account);
    if (account) {
      each("main form[method=post]", (form) => form.addEventListener("submit", () => typed.keep(account)));
    }
    each("[data-reveal]", reveal);
    each("[data-copy]", copy);
    each("[data-print]", (button) => button.addEventListener("click", () => window.print()));
    each("[data-cover]", cover);
    each("[data-countdown]", countdown);
    each("time[data-local]", localTime);
    each("time[data-ticks]", ticking);
    each("[data-follow]", follow);
    each("[data-contrast]", contrast);
    each("[data-recommended]", recommended);
    each("[data-session]:not([data-session=''])", session);
    each("form", once);
  });
})();
"""####),
        Asset(name: "favicon.svg", contentType: "image/svg+xml", hash: "a151881ef6ce113c", text: ####"""
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2c3f9f" d="M16 2l11 4v9c0 7-4.6 12.3-11 15C9.6 27.3 5 22 5 15V6z"/><path d="M10.5 16.5l4 4 7.5-9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>
"""####),
        Asset(name: "passkeys.js", contentType: "text/javascript; charset=utf-8", hash: "edc2e623e37ddf0a", text: ####"""
// Countersign: passkeys and security keys. Asks the server for options, the browser for an answer, and sends it with the form.
(() => {
  "use strict";
  const credentials = window.PublicKeyCredential && navigator.credentials;

  // Those that cannot read and write JSON themselves get it done for them.
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => {
    let letters = "";
    for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const descriptors = (list) => list.map((entry) => ({ ...entry, id: bytes(entry.id) }));

  function creation(json) {
    if (PublicKeyCredential.parseCreationOptionsFromJSON) {
      return PublicKeyCredential.parseCreationOptionsFromJSON(json);
    }
    return {
      ...json,
      challenge: bytes(json.challenge),
      user: { ...json.user, id: bytes(json.user.id) },
      excludeCredentials: descriptors(json.excludeCredentials),
    };
  }

  function request(json) {
    if (PublicKeyCredential.parseRequestOptionsFromJSON) {
      return PublicKeyCredential.parseRequestOptionsFromJSON(json);
    }
    return { ...json, challenge: bytes(json.challenge), allowCredentials: descriptors(json.allowCredentials) };
  }

  function written(credential) {
    if (credential.toJSON) return JSON.stringify(credential.toJSON());
    const { response } = credential;
    const members = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) members[name] = text(response[name]);
    }
    if (response.getTransports) members.transports = response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: members,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  // Browsers ask one thing at a time: what was asked before is taken back first.
  let underWay;
  function takeBack() {
    if (underWay) underWay.abort();
    underWay = new AbortController();
    return underWay.signal;
  }

  async function options(form, signal) {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const answer = await fetch(form.dataset.options, { method: "POST", body, signal });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  function send(form, id, credential) {
    form.elements.challenge.value = id;
    form.elements.credential.value = written(credential);
    form.submit();
  }

  async function create(form, kind) {
    const signal = takeBack();
    const asked = await options(form, signal);
    const selection = asked.options.authenticatorSelection;
    if (kind === "key") {
      asked.options.hints = ["security-key"];
      selection.authenticatorAttachment = "cross-platform";
    } else {
      selection.residentKey = "required";
      selection.requireResidentKey = true;
    }
    form.elements.made.value = kind;
    send(form, asked.id, await credentials.create({ publicKey: creation(asked.options), signal }));
  }

  async function get(form, more) {
    const signal = takeBack();
    const asked = await options(form, signal);
    if (signal.aborted) return;
    send(form, asked.id, await credentials.get({ publicKey: request(asked.options), signal, ...more }));
  }

  function enable(form) {
    const status = form.querySelector("[data-waiting]");
    // The same words again would not be spoken again.
    const say = (words) => {
      status.textContent = "";
      if (words) setTimeout(() => { status.textContent = words; }, 50);
    };

    const explain = (error) => {
      if (error.name === "AbortError") return;
      if (error.name === "SecurityError") {
        // The page’s address is not one that the keys are for: the server’s log is to say so.
        form.elements.credential.value = "";
        form.elements.challenge.value = "address";
        form.submit();
        return;
      }
      const words = { NotAllowedError: "cancelled", InvalidStateError: "known", NotSupportedError: "unsupported" };
      say(status.dataset[words[error.name] || "failed"]);
    };

    // A passkey among what the browser fills in. The question ends in five minutes, so a page that is looked at asks anew.
    let renewal;
    // What somebody asked for by a button is never taken back for it.
    let pressed = 0;
    const autofill = async () => {
      clearTimeout(renewal);
      if (pressed || !("autofill" in form.dataset) || document.hidden || !PublicKeyCredential.isConditionalMediationAvailable) return;
      if (!(await PublicKeyCredential.isConditionalMediationAvailable()) || pressed) return;
      renewal = setTimeout(autofill, 240_000);
      get(form, { mediation: "conditional" }).catch((error) => {
        // Nobody pressed anything, so nothing is said.
        if (error.name !== "AbortError") clearTimeout(renewal);
      });
    };

    const act = async (kind, name) => {
      const { label, suggested } = form.elements;
      if (name && label.value === suggested.value) label.value = suggested.value = name;
      if (!credentials) return say(status.dataset.unsupported);
      clearTimeout(renewal);
      say(status.dataset.waiting);
      pressed += 1;
      try {
        await (form.dataset.passkey === "create" ? create(form, kind) : get(form));
      } catch (error) {
        pressed -= 1;
        explain(error);
        autofill();
      }
    };

    for (const button of form.querySelectorAll("[data-kind]")) {
      button.addEventListener("click", () => act(button.dataset.kind, button.dataset.name));
    }
    // Return in a field is the first button.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.querySelector("[data-kind]").click();
    });
    if (!credentials) return;
    if ("autofill" in form.dataset) {
      autofill();
      addEventListener("pageshow", (event) => { if (event.persisted) autofill(); });
      document.addEventListener("visibilitychange", autofill);
    }
  }

  // Tells password managers which passkeys work here and which do not.
  function signal(element) {
    const told = JSON.parse(element.dataset.signal);
    const act = credentials && PublicKeyCredential[told.signal];
    if (act) act.call(PublicKeyCredential, told.options).catch(() => {});
  }

  document.querySelectorAll("form[data-passkey]").forEach(enable);
  document.querySelectorAll("[data-signal]").forEach(signal);
})();
"""####),
    ]
}
