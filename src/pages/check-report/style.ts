/** The style of a report that stands alone: the colors and fonts of candor.css, and what a report needs. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f5f7f6;--sheet:#fff;--ink:#18211e;--quiet:#56625d;--line:#dce2df;--accent:#0d6150;--bad:#97330f;--bad-wash:#fcf2ec;--doubt:#7a5600;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media(prefers-color-scheme:dark){:root{--paper:#111514;--sheet:#191f1d;--ink:#e6ecea;--quiet:#a2aeaa;--line:#2c3532;--accent:#74d3b9;--bad:#f2a583;--bad-wash:#2a1e19;--doubt:#e3b964}}
*{box-sizing:border-box}
html{font:100%/1.6 var(--sans);color:var(--ink);background:var(--paper)}
body{margin:0 auto;padding:2.5rem 1.25rem 5rem;max-width:60rem;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25;letter-spacing:-.011em;font-weight:650;text-wrap:balance;margin:0}
h1{font-size:clamp(1.5rem,1.3rem + 1vw,2rem)}h2{font-size:1.25rem;margin:3rem 0 1rem}h3{font-size:1.0625rem}
p{margin:.5rem 0;text-wrap:pretty}a{color:var(--accent);text-underline-offset:.18em}
.quiet{color:var(--quiet)}.small{font-size:.875rem}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.75rem;margin:1.5rem 0 0;padding:0;list-style:none}
.counts li{background:var(--sheet);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.counts b{display:block;font-size:1.75rem;line-height:1.2;font-variant-numeric:tabular-nums}
.bar{display:flex;height:.5rem;border-radius:.25rem;overflow:hidden;margin-top:1rem;background:var(--line)}
.bar span{display:block}.bar .held{background:var(--accent)}.bar .broken{background:var(--bad)}.bar .unclear{background:var(--doubt)}
article{background:var(--sheet);border:1px solid var(--line);border-left:.25rem solid var(--bad);border-radius:.5rem;padding:1.25rem;margin:0 0 1rem}
article header{display:flex;gap:.75rem;align-items:baseline;justify-content:space-between}
.tag{font:600 .75rem/1.5 var(--mono);color:var(--bad);background:var(--bad-wash);border-radius:.25rem;padding:.0625rem .4375rem;white-space:nowrap}
dl{display:grid;grid-template-columns:8.5rem 1fr;gap:.375rem 1rem;margin:1rem 0 0}dt{color:var(--quiet)}dd{margin:0}
@media(max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
details{margin-top:1rem}summary{cursor:pointer;color:var(--accent)}
pre{font:.8125rem/1.5 var(--mono);background:var(--paper);border:1px solid var(--line);border-radius:.375rem;padding:.75rem;overflow-x:auto;white-space:pre-wrap;margin:.5rem 0 0}
code{font-family:var(--mono);font-size:.9em}
table{border-collapse:collapse;width:100%;font-size:.9375rem}td,th{text-align:left;vertical-align:top;padding:.4375rem .75rem .4375rem 0;border-top:1px solid var(--line)}th{font-weight:600}
td:last-child{padding-right:0}.is-held{color:var(--accent)}.is-broken{color:var(--bad)}.is-unclear{color:var(--doubt)}.is-not{color:var(--quiet)}
@media(max-width:36rem){table,tbody,tr,td{display:block}thead{display:none}tr{border-top:1px solid var(--line);padding:.5rem 0}td{border:0;padding:0}}
@media print{body{max-width:none}details{display:none}}
`;
