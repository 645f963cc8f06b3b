// Streams and channels, through which frameworks hand themselves their own data: what is put in comes out.

const flows = new WeakMap(); // a readable stream -> what flows in it
const flowOf = (stream) => {
  const flow = weakGet(flows, stream);
  if (flow === undefined) throw new TypeError("Illegal invocation");
  return flow;
};
const FLOWING = 20000; // chunks of one stream
const settleReads = (flow) => {
  while (flow.readers.length > flow.read) {
    if (flow.taken < flow.chunks.length) {
      const value = flow.chunks[flow.taken];
      flow.chunks[flow.taken++] = undefined;
      flow.readers[flow.read++].done({ done: false, value });
    } else if (flow.failed) flow.readers[flow.read++].fail(flow.error);
    else if (flow.ended) flow.readers[flow.read++].done({ done: true, value: undefined });
    else return;
  }
};
const settleEnds = (flow) => {
  for (let i = 0; i < flow.ends.length; i++) flow.failed ? flow.ends[i].fail(flow.error) : flow.ends[i].done(undefined);
  flow.ends = list();
};
const feed = (flow, chunk) => {
  if (flow.ended || flow.failed) throw new TypeError("The stream is not in a state that permits enqueue");
  if (flow.chunks.length >= FLOWING) return log("cut");
  add(flow.chunks, chunk);
  settleReads(flow);
  pull(flow);
};
const close = (flow) => {
  flow.ended = true;
  settleReads(flow);
  settleEnds(flow);
};
const breakOff = (flow, error) => {
  if (flow.ended) return;
  flow.failed = true;
  flow.error = error;
  settleReads(flow);
  settleEnds(flow);
};
// Asks the source for more when a reader waits: once at a time, after its start, and not again where it gave nothing.
const pull = (flow) => {
  if (flow.ended || flow.failed || flow.readers.length <= flow.read || typeof flow.source.pull !== "function") return;
  if (flow.pulling) {
    flow.again = true;
    return;
  }
  flow.pulling = true;
  flow.again = false;
  const more = () => {
    flow.pulling = false;
    if (flow.again) pull(flow);
  };
  promiseThen(promiseThen(flow.started, () => flow.source.pull(flow.controller)), more, (error) => breakOff(flow, error));
};
const nextOf = (flow) =>
  new NativePromise((done, fail) => {
    add(flow.readers, { __proto__: null, done, fail });
    settleReads(flow);
    pull(flow);
  });
const controllerOf = (flow) => ({
  enqueue: (chunk) => feed(flow, chunk),
  close: () => close(flow),
  error: (error) => breakOff(flow, error),
  terminate: () => close(flow),
  desiredSize: 1,
  byobRequest: null,
});
class StreamReader {
  #flow;
  constructor(stream) {
    this.#flow = flowOf(stream);
    this.#flow.locked = true;
  }
  read() {
    return nextOf(this.#flow);
  }
  get closed() {
    const flow = this.#flow;
    return new NativePromise((done, fail) => {
      add(flow.ends, { __proto__: null, done, fail });
      if (flow.failed || flow.ended) settleEnds(flow);
    });
  }
  cancel() {
    close(this.#flow);
    return resolved(undefined);
  }
  releaseLock() {
    this.#flow.locked = false;
  }
}
// Every chunk to `take`, then `end`; `fail` where the stream breaks.
const drain = (stream, take, end, fail) => {
  const flow = flowOf(stream);
  flow.locked = true;
  const go_ = () => promiseThen(nextOf(flow), (one) => (one.done ? end() : promiseThen(resolved(take(one.value)), go_)));
  return promiseThen(go_(), undefined, fail);
};
WINDOW.ReadableStream = class ReadableStream {
  constructor(source) {
    const flow = {
      __proto__: null, source: isObject(source) ? source : dict(), controller: null, started: null, pulling: false, again: false, locked: false,
      chunks: list(), taken: 0, readers: list(), read: 0, ended: false, failed: false, error: undefined, ends: list(),
    };
    flow.controller = controllerOf(flow);
    weakSet(flows, this, flow);
    flow.started = resolved(typeof flow.source.start === "function" ? flow.source.start(flow.controller) : undefined);
  }
  get locked() {
    return flowOf(this).locked;
  }
  getReader() {
    return new StreamReader(this);
  }
  cancel() {
    close(flowOf(this));
    return resolved(undefined);
  }
  pipeTo(target) {
    const writer = target.getWriter();
    return drain(this, (chunk) => writer.write(chunk), () => writer.close(), (error) => writer.abort(error));
  }
  pipeThrough(pair) {
    this.pipeTo(pair.writable);
    return pair.readable;
  }
  tee() {
    const one = new ReadableStream();
    const other = new ReadableStream();
    const each = (what, value) => {
      what(flowOf(one), value);
      what(flowOf(other), value);
    };
    drain(this, (chunk) => each(feed, chunk), () => each(close), (error) => each(breakOff, error));
    return [one, other];
  }
  values() {
    const reader = this.getReader();
    return {
      next: () => reader.read(),
      return: (value) => (reader.cancel(), resolved({ done: true, value })),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
  [Symbol.asyncIterator]() {
    return this.values();
  }
  static from(all) {
    const steps = isObject(all) && typeof all[Symbol.asyncIterator] === "function" ? all[Symbol.asyncIterator]() : all[Symbol.iterator]();
    return new ReadableStream({
      pull: (controller) => promiseThen(resolved(steps.next()), (one) => (one.done ? controller.close() : controller.enqueue(one.value))),
    });
  }
};
WINDOW.ReadableStreamDefaultReader = StreamReader;
WINDOW.WritableStream = class WritableStream {
  #sink;
  #last;
  #controller = { error: nothing, signal: null };
  constructor(sink) {
    this.#sink = isObject(sink) ? sink : dict();
    this.#last = resolved(this.#call("start"));
  }
  #call(name, value) {
    const method = this.#sink[name];
    if (typeof method === "function") return name === "start" ? apply(method, this.#sink, [this.#controller]) : apply(method, this.#sink, [value, this.#controller]);
    return undefined;
  }
  #then(name, value) {
    return (this.#last = promiseThen(this.#last, () => this.#call(name, value)));
  }
  get locked() {
    return false;
  }
  getWriter() {
    return {
      ready: resolved(undefined), desiredSize: 1, closed: new NativePromise(nothing),
      write: (chunk) => this.#then("write", chunk), close: () => this.#then("close"), abort: (error) => this.#then("abort", error), releaseLock: nothing,
    };
  }
  close() {
    return this.#then("close");
  }
  abort(error) {
    return this.#then("abort", error);
  }
};
const transformed = (stream, transformer) => {
  const given = isObject(transformer) ? transformer : dict();
  const readable = new WINDOW.ReadableStream();
  const flow = flowOf(readable);
  const does = (name) => (typeof given[name] === "function" ? given[name](flow.controller) : undefined);
  stream.readable = readable;
  stream.writable = new WINDOW.WritableStream({
    start: () => does("start"),
    write: (chunk) => (typeof given.transform === "function" ? given.transform(chunk, flow.controller) : feed(flow, chunk)),
    close: () => promiseThen(resolved(does("flush")), () => close(flow)),
    abort: (error) => breakOff(flow, error),
  });
};
WINDOW.TransformStream = class TransformStream {
  constructor(transformer) {
    transformed(this, transformer);
  }
};
WINDOW.TextDecoderStream = class TextDecoderStream {
  constructor() {
    const decoder = new WINDOW.TextDecoder();
    transformed(this, { transform: (chunk, controller) => controller.enqueue(decoder.decode(chunk, { stream: true })) });
  }
};
WINDOW.TextEncoderStream = class TextEncoderStream {
  constructor() {
    transformed(this, { transform: (chunk, controller) => controller.enqueue(encoded(text(chunk))) });
  }
};
bodyOf = (content) =>
  new WINDOW.ReadableStream({
    pull: (controller) => {
      controller.enqueue(encoded(content));
      controller.close();
    },
  });
isStream = (value) => isObject(value) && weakGet(flows, value) !== undefined;
// The text of a stream of texts or bytes.
gathered = (stream) => {
  const decoder = new WINDOW.TextDecoder();
  let all = "";
  const take = (part) => {
    all += typeof part === "string" ? part : decoder.decode(part, { stream: true });
  };
  return drain(stream, take, () => all, (error) => {
    throw error;
  });
};

// Two ends of a channel: what is said at one is heard at the other.
class MessagePort extends EventTarget {
  constructor() {
    super();
    this.onmessage = null;
  }
  postMessage(data) {
    const other = weakGet(ends, this);
    if (other === undefined) return;
    const event = new Event("message");
    event.data = data;
    event.target = event.currentTarget = other;
    event.ports = [];
    schedule(() => fire(other, "message", event), undefined, [], 0);
  }
}
MessagePort.prototype.start = MessagePort.prototype.close = nothing;
const ends = new WeakMap();
WINDOW.MessagePort = MessagePort;
WINDOW.MessageChannel = class MessageChannel {
  constructor() {
    this.port1 = new MessagePort();
    this.port2 = new MessagePort();
    weakSet(ends, this.port1, this.port2);
    weakSet(ends, this.port2, this.port1);
  }
};
// Channels of the same name hear one another, not themselves; other pages' are not here.
const channels = list();
WINDOW.BroadcastChannel = class BroadcastChannel extends EventTarget {
  constructor(name) {
    super();
    this.name = text(name);
    if (channels.length < CHANNELS) add(channels, this);
  }
  postMessage(data) {
    for (let i = 0; i < channels.length; i++) {
      const other = channels[i];
      if (other === null || other === this || other.name !== this.name) continue;
      const event = new Event("message");
      event.data = data;
      event.origin = site.origin;
      schedule(() => fire(other, "message", event), undefined, [], 0);
    }
  }
  close() {
    for (let i = 0; i < channels.length; i++) if (channels[i] === this) channels[i] = null;
  }
};
const CHANNELS = 20;
const aborted = new WeakMap();
WINDOW.AbortSignal = class AbortSignal extends EventTarget {
  constructor() {
    super();
    this.aborted = false;
    this.reason = undefined;
    this.onabort = null;
  }
  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }
  static abort(reason) {
    const signal = new WINDOW.AbortSignal();
    stopped(signal, reason);
    return signal;
  }
  static timeout() {
    return new WINDOW.AbortSignal();
  }
  static any() {
    return new WINDOW.AbortSignal();
  }
};
const stopped = (signal, reason) => {
  if (weakGet(aborted, signal) !== undefined) return;
  weakSet(aborted, signal, true);
  signal.aborted = true;
  signal.reason = reason === undefined ? new WINDOW.DOMException("signal is aborted without reason", "AbortError") : reason;
  fire(signal, "abort");
};
WINDOW.AbortController = class AbortController {
  constructor() {
    this.signal = new WINDOW.AbortSignal();
  }
  abort(reason) {
    stopped(this.signal, reason);
  }
};
WINDOW.DOMException = class DOMException extends Error {
  constructor(message, name) {
    super(message === undefined ? "" : text(message));
    defineProperty(this, "name", { __proto__: null, value: name === undefined ? "Error" : text(name), configurable: true });
    this.code = 0;
  }
};
