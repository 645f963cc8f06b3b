"""Younger interfaces that load code or send something later, and what only names an address beside them."""

# ruff: noqa: E501

_GO = "new Image().src='//HOST/x'"

BODY: dict[str, str] = {
    # worklets: code in a thread of its own, fetched like a module
    "api-paint-worklet": "<script>CSS.paintWorklet.addModule('https://HOST/x')</script>",
    "api-audio-worklet": "<script>new AudioContext().audioWorklet.addModule('https://HOST/x')</script>",
    "api-audio-worklet-offline": "<script>new OfflineAudioContext(1,1,44100).audioWorklet.addModule('https://HOST/x')</script>",
    "api-audio-worklet-twin": "<script>var u='https://HOST/x';new AudioContext().audioWorklet</script>",
    "api-audio-worklet-blob": "<script>new AudioContext().audioWorklet.addModule(URL.createObjectURL(new Blob(["
    "\"import 'https://HOST/x'\"],{type:'text/javascript'})))</script>",
    "api-worker-module-blob": "<script>new Worker(URL.createObjectURL(new Blob([\"import 'https://HOST/x'\"],"
    "{type:'text/javascript'})),{type:'module'})</script>",
    "api-worker-classic-blob": "<script>new Worker(URL.createObjectURL(new Blob([\"import 'https://HOST/x'\"],"
    "{type:'text/javascript'})))</script>",
    "api-page-asks": f"<script>if(typeof importScripts=='function'||'importScripts' in self){{ {_GO} }}else new Image().src='//HOST2/x'</script>",
    "api-worker-asks": "<script>new Worker(URL.createObjectURL(new Blob([\"if(typeof importScripts=='function')fetch('https://HOST/x')\"])))</script>",
    "api-text-appended": "<style id=s></style><script>var n=document.createTextNode('p{color:red}');s.appendChild(n);"
    "n.appendData('body{background:url(//HOST/x)}')</script>",
    "api-text-replaced": "<style id=s>p{color:red}</style><script>s.firstChild.replaceData(0,11,'body{background:url(//HOST/x)}')</script>",
    "api-text-split": "<p id=p>abcd</p><script>if(p.firstChild.splitText(2).data=='cd')new Image().src='//HOST/x'</script>",
    "api-audio-buffer": "<script>var a=new AudioContext();fetch('https://HOST/x').then(r=>r.arrayBuffer()).then(b=>a.decodeAudioData(b))</script>",
    "api-shared-storage": "<script>sharedStorage.worklet.addModule('https://HOST/x')</script>",
    # what is sent when the page is left, or a while later
    "api-fetch-later": "<script>fetchLater('https://HOST/x')</script>",
    "api-fetch-later-soon": "<script>fetchLater('https://HOST/x',{activateAfter:0})</script>",
    "api-fetch-later-aborted": "<script>var c=new AbortController();fetchLater('https://HOST/x',{signal:c.signal});c.abort()</script>",
    "api-keepalive": "<script>addEventListener('pagehide',()=>fetch('https://HOST/x',{keepalive:true}))</script>",
    # a change of views: its callback runs, and its promises settle
    "api-view-transition": f"<script>document.startViewTransition(()=>{{ {_GO} }})</script>",
    "api-view-transition-update": f"<script>document.startViewTransition({{update(){{ {_GO} }},types:['x']}})</script>",
    "api-view-transition-ready": f"<script>document.startViewTransition(()=>{{}}).updateCallbackDone.then(()=>{{ {_GO} }})</script>",
    "api-view-transition-finished": f"<script>document.startViewTransition(()=>{{}}).finished.then(()=>{{ {_GO} }})</script>",
    "api-view-transition-failed": f"<script>document.startViewTransition(()=>{{throw 1}}).updateCallbackDone.catch(()=>{{ {_GO} }})</script>",
    "api-view-transition-twin": "<script>document.startViewTransition(()=>{var u='//HOST/x'})</script>",
    # channels of the page's own
    "api-broadcast": f"<script>var a=new BroadcastChannel('c'),b=new BroadcastChannel('c');b.onmessage=()=>{{ {_GO} }};a.postMessage(1)</script>",
    "api-broadcast-listener": "<script>var a=new BroadcastChannel('c'),b=new BroadcastChannel('c');b.addEventListener('message',e=>{"
    "if(e.data.go)new Image().src='//HOST/x'});a.postMessage({go:true})</script>",
    "api-broadcast-itself": f"<script>var a=new BroadcastChannel('c');a.onmessage=()=>{{ {_GO} }};a.postMessage(1)</script>",
    "api-broadcast-other": f"<script>var a=new BroadcastChannel('c'),b=new BroadcastChannel('d');b.onmessage=()=>{{ {_GO} }};a.postMessage(1)</script>",
    "api-broadcast-closed": f"<script>var a=new BroadcastChannel('c'),b=new BroadcastChannel('c');b.onmessage=()=>{{ {_GO} }};b.close();a.postMessage(1)</script>",
    # reports of what was clicked or seen
    "api-attribution-img": "<img attributionsrc=https://HOST/x src=/none>",
    "api-attribution-script": "<script attributionsrc=https://HOST/x src=/none></script>",
    "api-attribution-link": "<a attributionsrc=https://HOST/x href=/none>x</a>",
    "api-attribution-open": "<script>open('/none','_blank','attributionsrc=https%3A%2F%2FHOST%2Fx')</script>",
}
# A picture whose candidates keep its `src` from being fetched, until they are gone.
BODY |= {
    "api-srcset-removed": "<img id=i src=//HOST/x srcset=/y.png><script>i.removeAttribute('srcset')</script>",
    "api-srcset-emptied": "<img id=i src=//HOST/x srcset=/y.png><script>i.srcset=''</script>",
    "api-srcset-kept": "<img id=i alt=x src=//HOST/x srcset=/y.png><script>i.removeAttribute('alt')</script>",
}
FILES: dict[str, dict[str, str | bytes]] = {
    "api-audio-worklet-file": {
        "index.html": "<!doctype html><title>x</title><script>new AudioContext().audioWorklet.addModule('b.js')</script>",
        "b.js": "import 'https://HOST/x'",
    },
    "api-broadcast-worker": {
        "index.html": "<!doctype html><title>x</title><script>new Worker('w.js');var b=new BroadcastChannel('c');"
        f"b.onmessage=()=>{{ {_GO} }}</script>",
        "w.js": "setTimeout(()=>new BroadcastChannel('c').postMessage(1),200)",
    },
}
