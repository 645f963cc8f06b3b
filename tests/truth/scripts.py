"""Script elements by type, handlers, `javascript:` addresses, speculation rules, import maps and plain loaders."""

# ruff: noqa: E501

_GO = "new Image().src='//HOST/x'"

_TYPES = {
    "none": "",
    "empty": "type=''",
    "bare": "type",
    "space": "type=' '",
    "javascript": "type=text/javascript",
    "padded": "type=' text/javascript\n'",
    "upper": "type=TEXT/JavaScript",
    "ecma": "type=application/ecmascript",
    "x-java": "type=application/x-javascript",
    "jscript": "type=text/jscript",
    "livescript": "type=text/livescript",
    "one-five": "type=text/javascript1.5",
    "one-six": "type=text/javascript1.6",
    "charset": "type='text/javascript; charset=utf-8'",
    "plain": "type=text/plain",
    "json": "type=application/json",
    "bare-word": "type=javascript",
    "module": "type=module",
    "module-padded": "type=' module '",
    "module-upper": "type=MODULE",
    "vt": "type='\vtext/javascript'",
    "vt-module": "type='\vmodule'",
    "nbsp": "type='\u00a0text/javascript'",
    "entity": "type='text/java&#115;cript'",
    "nul": "type='text/javascript\0'",
    "lang-js": "language=javascript",
    "lang-empty": "language=''",
    "lang-vb": "language=vbscript",
    "lang-space": "language=' javascript'",
    "lang-one-seven": "language=javascript1.7",
    "type-empty-lang": "type='' language=vbscript",
    "plain-lang": "type=text/plain language=javascript",
    "nomodule": "nomodule",
    "module-nomodule": "type=module nomodule",
    "for-event": "for=x event=y",
    "for-window": "for=window event=onload",
    "for-window-call": "for=' window ' event=' ONLOAD() '",
    "for-alone": "for=x",
    "event-alone": "event=y",
    "for-empty": "for event",
    "async": "async",
    "defer": "defer",
    "dup-live": "type=text/javascript type=text/plain",
    "dup-inert": "type=text/plain type=text/javascript",
    "integrity": "integrity=sha256-AAAA crossorigin",
    "webbundle": "type=webbundle",
    "importmap-src": "type=importmap",
    "speculation-src": "type=speculationrules",
    "partytown": "type=text/partytown",
    "didomi": "type=didomi/javascript",
}
_TYPES |= {
    f"all-{kind.replace('/', '-').replace('.', '-')}": f"type={kind}"
    for kind in (
        "text/ecmascript", "text/x-ecmascript", "text/x-javascript", "application/javascript", "application/x-ecmascript",
        "text/javascript1.0", "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
        "text/javascript;", "text/typescript", "text/template", "opt-in", "application/ld+json",
    )
} | {
    "all-formfeed": "type='\ftext/javascript'",
    "all-language-upper": "language=JavaScript1.5",
    "all-language-plain": "language=plain",
}  # fmt: skip
_SVG = ("none", "plain", "module", "json", "vt", "nomodule", "lang-vb", "for-event", "speculation-src", "charset")

BODY: dict[str, str] = {
    **{f"script-src-{name}": f"<script {attrs} src=//HOST/x></script>" for name, attrs in _TYPES.items()},
    **{f"script-inline-{name}": f"<script {attrs}>{_GO}</script>" for name, attrs in _TYPES.items()},
    **{f"svg-script-href-{n}": f"<svg><script {_TYPES[n]} href=//HOST/x></script></svg>" for n in _SVG},
    **{f"svg-script-inline-{n}": f"<svg><script {_TYPES[n]}>{_GO}</script></svg>" for n in _SVG},
    "svg-script-xlink": "<svg><script xlink:href=//HOST/x></script></svg>",
    "svg-script-xlink-plain": "<svg><script type=text/plain xlink:href=//HOST/x></script></svg>",
    "svg-script-both": "<svg><script href=//HOST/x xlink:href=//HOST2/x></script></svg>",
    "svg-script-src": "<svg><script src=//HOST/x></script></svg>",
    "svg-script-self-closed": "<svg><script href=//HOST/x /></svg>",
    "svg-script-entity": "<svg><script>new Image()&#46;src='//HOST/x'</script></svg>",
    "svg-script-cdata": "<svg><script><![CDATA[" + _GO + "]]></script></svg>",
    "script-href": "<script href=//HOST/x></script>",
    "script-src-empty": f"<script src>{_GO}</script>",
    "script-src-blank": f"<script src=' '>{_GO}</script>",
    "script-src-broken": f"<script src='https://[x'>{_GO}</script>",
    "script-src-data": "<script src=\"data:text/javascript,new Image().src='//HOST/x'\"></script>",
    "script-src-data-base64": "<script src='data:text/javascript;base64,bmV3IEltYWdlKCkuc3JjPScvL3NjcmlwdC1zcmMtZGF0YS1iYXNlN"
    "jQudHJ1dGguZXhhbXBsZS94Jw=='></script>",
    "script-src-data-plain": "<script src=\"data:text/plain,new Image().src='//HOST/x'\"></script>",
    "script-module-data": "<script type=module src=\"data:text/javascript,new Image().src='https://HOST/x'\"></script>",
    "script-both": "<script src=//HOST/x>new Image().src='//HOST2/x'</script>",
    "script-self-closed": "<script src=//HOST/x /><img src=//HOST2/x></script>",
    "script-comment": f"<script><!--\n{_GO}\n//--></script>",
    "script-double-escape": "<script>/*<!--<script>*/0;</script><img src=//HOST/x>*/-->" + _GO.replace("HOST", "HOST2")
    + "</script>",
    "script-end-space": "<script type=text/plain>'</script x><img src=//HOST/x>'</script>",
    "script-end-no": "<script type=text/plain>'</scriptx><img src=//HOST/x>'</script>",
    "script-in-textarea": f"<textarea><script>{_GO}</script></textarea>",
    "script-in-table": f"<table><script>{_GO}</script></table>",
    "script-in-select": f"<select><script>{_GO}</script></select>",
    "script-in-math": f"<math><script>{_GO}</script></math>",
    "script-in-mtext": f"<math><mtext><script>{_GO}</script></mtext></math>",
    "script-in-foreign": f"<svg><foreignObject><script>{_GO}</script></foreignObject></svg>",
    "script-in-shadow": f"<div><template shadowrootmode=open><script>{_GO}</script></template></div>",
    "script-in-noscript": f"<noscript><script>{_GO}</script></noscript>",
    "script-in-iframe": f"<iframe><script>{_GO}</script></iframe>",
    # handlers
    "on-error": f'<img src=/none onerror="{_GO}">',
    "on-error-upper": f'<img src=/none ONERROR="{_GO}">',
    "on-error-empty-src": f'<img src onerror="{_GO}">',
    "on-load-img": f'<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>" onload="{_GO}">',
    "on-load-iframe": f'<iframe onload="{_GO}"></iframe>',
    "on-load-svg": f'<svg onload="{_GO}"></svg>',
    "on-load-style": f'<style onload="{_GO}">p{{}}</style>',
    "on-load-div": f'<div onload="{_GO}">x</div>',
    "on-load-link": f'<link rel=stylesheet href="data:text/css," onload="{_GO}">',
    "on-error-script": f'<script src=/none onerror="{_GO}"></script>',
    "on-error-video": f'<video src=/none onerror="{_GO}"></video>',
    "on-error-video-source": f'<video><source src=/none onerror="{_GO}"></video>',
    "on-error-audio": f'<audio src=/none onerror="{_GO}"></audio>',
    "on-error-object": f'<object data=/none onerror="{_GO}"></object>',
    "on-error-embed": f'<embed src=/none onload="{_GO}">',
    "on-loadstart": f'<video src=/none onloadstart="{_GO}"></video>',
    "on-toggle": f'<details open ontoggle="{_GO}"><summary>x</summary></details>',
    "on-toggle-closed": f'<details ontoggle="{_GO}"><summary>x</summary></details>',
    "on-focus-autofocus": f'<input autofocus onfocus="{_GO}">',
    "on-blur": f'<input onblur="{_GO}"><input>',
    "on-pageshow": f'<body onpageshow="{_GO}">',
    "on-hashchange": f'<body onhashchange="{_GO}">',
    "on-resize": f'<body onresize="{_GO}">',
    "on-click": f'<button onclick="{_GO}">x</button>',
    "on-mouseover": f'<p onmouseover="{_GO}">x</p>',
    "on-animation": "<style>@keyframes a{{}} p{{animation:a 1ms}}</style>".format() + f'<p onanimationstart="{_GO}">x</p>',
    "on-transition": f'<p style="transition:color 1ms" ontransitionend="{_GO}">x</p>',
    "on-begin": f'<svg><animate onbegin="{_GO}" attributeName=x dur=1s /></svg>',
    "on-end": f'<svg><set onend="{_GO}" attributeName=x dur=0.01s /></svg>',
    "on-scroll": f'<div onscroll="{_GO}" style="height:40px;overflow:scroll"><p style="height:400px">x</p></div>',
    "on-content-visibility": f'<p style="content-visibility:auto" oncontentvisibilityautostatechange="{_GO}">x</p>',
    "on-slotchange": f'<div><template shadowrootmode=open><slot onslotchange="{_GO}"></slot></template><p>x</p></div>',
    "on-readystatechange": f'<script onreadystatechange="{_GO}">0</script>',
    "on-marquee": f'<marquee onstart="{_GO}">x</marquee>',
    "on-canplay": f'<video oncanplay="{_GO}"></video>',
    "on-unhandled": f'<body onunhandledrejection="{_GO}"><script>Promise.reject(1)</script>',
    "on-error-body": f'<body onerror="{_GO}"><script>throw 1</script>',
    "on-message": f'<body onmessage="{_GO}"><script>postMessage(1)</script>',
    "on-data-attribute": f'<p data-onload="{_GO}">x</p>',
    "on-math": f'<math><mi onclick="{_GO}">x</mi></math>',
    "on-custom": f'<x-y onfoo="{_GO}">x</x-y>',
    "on-in-template": f'<template><svg onload="{_GO}"></svg></template>',
    "on-entity": "<img src=/none onerror='new Image()&#46;src=\"//HOST/x\"'>",
    # javascript: addresses
    "js-a": f'<a href="javascript:{_GO}">x</a>',
    "js-iframe": f'<iframe src="javascript:{_GO}"></iframe>',
    "js-iframe-return": "<iframe src=\"javascript:'<img src=https://HOST/x>'\"></iframe>",
    "js-iframe-upper": f'<iframe src=" JaVaScript:{_GO}"></iframe>',
    "js-iframe-tab": f'<iframe src="java\tscript:{_GO}"></iframe>',
    "js-iframe-percent": "<iframe src=\"javascript:new%20Image().src='//HOST/x'\"></iframe>",
    "js-object": f'<object data="javascript:{_GO}"></object>',
    "js-embed": f'<embed src="javascript:{_GO}">',
    "js-img": f'<img src="javascript:{_GO}">',
    "js-form": f'<form action="javascript:{_GO}"><button>x</button></form>',
    "js-link": f'<link rel=stylesheet href="javascript:{_GO}">',
    "js-script": f'<script src="javascript:{_GO}"></script>',
    "js-base-iframe": f'<iframe srcdoc="<iframe src=\'javascript:{_GO.replace(chr(39), "&quot;")}\'></iframe>"></iframe>',
    "js-frame": f'<svg><a href="javascript:{_GO}"><text>x</text></a></svg>',
    # rules and maps
    "speculation-prefetch": '<script type=speculationrules>{"prefetch":[{"source":"list","eagerness":"immediate","urls":'
    '["https://HOST/x"]}]}</script>',
    "speculation-no-source": '<script type=speculationrules>{"prefetch":[{"eagerness":"immediate","urls":["https://HOST/x"]}]}'
    "</script>",
    "speculation-prerender": '<script type=speculationrules>{"prerender":[{"urls":["https://HOST/x"],"eagerness":"eager"}]}'
    "</script>",
    "speculation-conservative": '<script type=speculationrules>{"prefetch":[{"urls":["https://HOST/x"],'
    '"eagerness":"conservative"}]}</script>',
    "speculation-document": '<a href=https://HOST/x>x</a><script type=speculationrules>{"prefetch":[{"where":{"href_matches":'
    '"https://HOST/*"},"eagerness":"immediate"}]}</script>',
    "speculation-document-own": '<a href=https://HOST/x>x</a><script type=speculationrules>{"prefetch":[{"where":{"href_matches":'
    '"/*"},"eagerness":"immediate"}]}</script>',
    "speculation-document-all": '<a href=https://HOST/x>x</a><script type=speculationrules>{"prefetch":[{"source":"document",'
    '"eagerness":"immediate"}]}</script>',
    "speculation-document-selector": '<a class=p href=https://HOST/x>x</a><script type=speculationrules>{"prefetch":[{"where":'
    '{"selector_matches":".p"},"eagerness":"immediate"}]}</script>',
    "speculation-broken": '<script type=speculationrules>{"prefetch":[{"urls":["https://HOST/x"],}]}</script>',
    "importmap-alone": '<script type=importmap>{"imports":{"a":"https://HOST/x"}}</script>',
    "importmap-used": '<script type=importmap>{"imports":{"a":"https://HOST/x"}}</script><script type=module>import "a"</script>',
    "importmap-dynamic": '<script type=importmap>{"imports":{"a":"https://HOST/x"}}</script><script>import("a")</script>',
    "importmap-first-party": '<script type=importmap>{"imports":{"/a.js":"https://HOST/x"}}</script>'
    "<script type=module src=/a.js></script>",
    "importmap-integrity": '<script type=importmap>{"integrity":{"https://HOST/x":"sha256-A"}}</script>',
    # loaders of the plainest kinds
    "run-image": f"<script>{_GO}</script>",
    "run-fetch": "<script>fetch('//HOST/x')</script>",
    "run-beacon": "<script>navigator.sendBeacon('//HOST/x')</script>",
    "run-xhr": "<script>var x=new XMLHttpRequest();x.open('GET','//HOST/x');x.send()</script>",
    "run-websocket": "<script>new WebSocket('wss://HOST/x')</script>",
    "run-eventsource": "<script>new EventSource('//HOST/x')</script>",
    "run-import": "<script>import('https://HOST/x')</script>",
    "run-static-import": "<script type=module>import 'https://HOST/x'</script>",
    "run-write": "<script>document.write('<img src=//HOST/x>')</script>",
    "run-write-script": "<script>document.write('<script src=//HOST/x><\\/script>')</script>",
    "run-inner-html": "<div id=d></div><script>d.innerHTML='<img src=//HOST/x>'</script>",
    "run-inner-html-script": "<div id=d></div><script>d.innerHTML='<script src=//HOST/x><\\/script>'</script>",
    "run-template-literal": "<script>document.head.append(Object.assign(document.createElement('script'),{src:`//${'HOST'}/x`}))"
    "</script>",
    "run-detached": "<script>document.createElement('script').src='//HOST/x'</script>",
    "run-location": "<script>location='https://HOST/x'</script>",
    "run-open": "<script>open('https://HOST/x')</script>",
    "run-font-face": "<script>new FontFace('x','url(//HOST/x)').load()</script>",
    "run-audio": "<script>new Audio('//HOST/x')</script>",
    "run-style": "<script>document.body.style.backgroundImage='url(//HOST/x)'</script>",
    "run-set-attribute": "<script>var i=document.createElement('img');i.setAttribute('src','//HOST/x')</script>",
    "run-copy-data-src": "<img data-src=//HOST/x><script>for(const i of document.images)i.src=i.dataset.src</script>",
    "run-clone-template": "<template id=t><iframe src=//HOST/x></iframe></template><script>document.body.append("
    "t.content.cloneNode(true))</script>",
    "run-read-json": '<script type=application/json id=j>{"u":"//HOST/x"}</script><script>new Image().src='
    "JSON.parse(document.getElementById('j').textContent).u</script>",
    "run-href-of-link": "<a id=a href=https://HOST/x>x</a><script>fetch(a.href)</script>",
    "run-adopted-sheet": "<script>var s=new CSSStyleSheet();s.replaceSync('body{background:url(//HOST/x)}');"
    "document.adoptedStyleSheets=[s]</script>",
    "run-insert-rule": "<style id=s></style><script>s.sheet.insertRule('body{background:url(//HOST/x)}')</script>",
    "run-custom-element": "<x-y></x-y><script>customElements.define('x-y',class extends HTMLElement{connectedCallback(){"
    "this.innerHTML='<img src=//HOST/x>'}})</script>",
    "run-set-html-unsafe": "<div id=d></div><script>d.setHTMLUnsafe('<img src=//HOST/x>')</script>",
    "run-dom-parser": "<script>new DOMParser().parseFromString('<img src=//HOST/x>','text/html')</script>",
    "run-srcdoc": "<script>var f=document.createElement('iframe');f.srcdoc='<img src=//HOST/x>';document.body.append(f)</script>",
    "run-svg-image": "<script>var i=document.createElementNS('http://www.w3.org/2000/svg','image');"
    "i.setAttribute('href','//HOST/x');var s=document.createElementNS('http://www.w3.org/2000/svg','svg');s.append(i);"
    "document.body.append(s)</script>",
    "run-never": "<script>function f(){fetch('//HOST/x')}</script>",
    "run-on-click": "<script>document.onclick=function(){fetch('//HOST/x')}</script>",
    "run-syntax-error": f"<script>{_GO};}}</script>",
    "run-after-error": f"<script>throw 1</script><script>{_GO}</script>",
    "run-strict-this": "<script>'use strict';var u='//HOST/x';(function(){new Image().src=u})()</script>",
    "run-worker-blob": "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('https://HOST/x')\"])))</script>",
    "run-form-submit": "<form id=f action=https://HOST/x method=post></form><script>f.submit()</script>",
    "run-click-link": "<a id=a href=https://HOST/x>x</a><script>a.click()</script>",
    "run-string-only": "<script>var docs = 'see https://HOST/x';</script>",
    "run-link-element": "<script>var l=document.createElement('link');l.rel='stylesheet';l.href='//HOST/x';"
    "document.head.appendChild(l)</script>",
    "run-named-access": "<img name=a data-u=//HOST/x><script>document.a.src=document.a.dataset.u</script>",
    "run-outer-html": "<p id=p></p><script>p.outerHTML='<iframe src=//HOST/x></iframe>'</script>",
    "run-range": "<script>document.body.append(document.createRange().createContextualFragment("
    "'<script src=//HOST/x><\\/script>'))</script>",
    "run-remove-type": "<script type=text/plain id=g>new Image().src='//HOST/x'</script><script>var n="
    "document.createElement('script');n.text=g.text;document.head.append(n)</script>",
}  # fmt: skip


def _module(main: str, **files: str) -> dict[str, str]:
    """A page with a module; `b.js` beside it has a function that contacts the host."""
    page = "<!doctype html><title>x</title><script type=module src=a.js></script>"
    return {"index.html": page, "a.js": main, "b.js": f"export function go() {{ {_GO} }}", **files}


def _classic(main: str, **files: str) -> dict[str, str]:
    return {"index.html": f"<!doctype html><title>x</title><script>{main}</script>", **files}


FILES: dict[str, dict[str, str | bytes]] = {
    "file-script": {
        "index.html": "<!doctype html><title>x</title><script src=a.js></script>",
        "a.js": "fetch('https://HOST/x')",
    },
    "file-module-import": {
        "index.html": "<!doctype html><title>x</title><script type=module src=a.mjs></script>",
        "a.mjs": "import './b.mjs'",
        "b.mjs": "import 'https://HOST/x'",
    },
    "file-worker": {
        "index.html": "<!doctype html><title>x</title><script>new Worker('w.js')</script>",
        "w.js": "importScripts('https://HOST/x')",
    },
    "file-script-gated": {
        "index.html": "<!doctype html><title>x</title><script type=text/plain src=a.txt></script>",
        "a.txt": "fetch('https://HOST/x')",
    },
    "file-script-utf-16": {
        "index.html": "<!doctype html><title>x</title><script src=a.js></script>",
        "a.js": b"\xff\xfe" + "new Image().src='//HOST/x'".encode("utf-16-le"),
    },
    "file-script-charset": {
        "index.html": "<!doctype html><title>x</title><script charset=utf-16le src=a.js></script>",
        "a.js": "new Image().src='//HOST/x'".encode("utf-16-le"),
    },
    "file-script-txt": {
        "index.html": "<!doctype html><title>x</title><script src=a.php></script>",
        "a.php": "new Image().src='//HOST/x'",
    },
    "file-fetch-html": {
        "index.html": "<!doctype html><title>x</title><div id=d></div><script>fetch('b.txt').then(r=>r.text()).then("
        "t=>{d.innerHTML=t})</script>",
        "b.txt": "<img src=//HOST/x>",
    },
    # What the site's own files do for one another, and what scripts order for rare occasions; each with its twin.
    "follow-import": _module("import { go } from './b.js'; go()"),
    "follow-import-twin": _module("import { go } from './b.js'"),
    "follow-import-star": _module("import * as b from './b.js'; b.go()"),
    "follow-import-lazy": _module("import('./b.js').then(b => b.go())"),
    "follow-import-await": _module("const { go } = await import('./b.js'); go()"),
    "follow-import-again": _module("export * from './c.js'", **{"c.js": "import { go } from './b.js'; go()"}),
    "follow-import-map": {
        "index.html": '<!doctype html><title>x</title><script type=importmap>{"imports":{"b":"./b.js"}}</script>'
        "<script type=module>import { go } from 'b'; go()</script>",
        "b.js": f"export function go() {{ {_GO} }}",
    },
    "follow-chunk": _classic(
        "var s=document.createElement('script');s.src='b.js';s.onload=function(){part()};document.head.append(s)",
        **{"b.js": f"window.part=function(){{ {_GO} }}"},
    ),
    "follow-json": _classic("fetch('b.json').then(r=>r.json()).then(d=>{new Image().src=d.url})", **{"b.json": '{"url":"//HOST/x"}'}),
    "follow-worker": _classic("new Worker('w.js').postMessage(1)", **{"w.js": "onmessage=()=>{fetch('//HOST/x')}"}),
    "follow-worker-twin": _classic("new Worker('w.js').postMessage(1)", **{"w.js": "onmessage=()=>{self.url='//HOST/x'}"}),
    "follow-picture-there": _classic(
        f"var i=new Image();i.onerror=()=>{{ {_GO} }};i.src='b.svg'", **{"b.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    ),
    "follow-performance": _classic(f"new PerformanceObserver(()=>{{ {_GO} }}).observe({{type:'navigation',buffered:true}})"),
    "follow-animation": {
        "index.html": "<!doctype html><title>x</title><style>@keyframes a{from{opacity:.9}}p{animation:a .01s}</style>"
        f"<script>document.addEventListener('animationstart',()=>{{ {_GO} }})</script><p>x",
    },
    "follow-message": _classic(f"addEventListener('message',e=>{{ if(e.data==='go'){{ {_GO} }} }});postMessage('go','*')"),
    "follow-message-twin": _classic(f"addEventListener('message',e=>{{ if(e.data==='go'){{ {_GO} }} }});postMessage('no','*')"),
}  # fmt: skip
