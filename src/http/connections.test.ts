/** Which connection goes where there are too many, by a clock and sockets that are none. Over real ones: test/operation/connections.test.ts. */
import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connections } from "./connections.ts";

class FakeSocket extends EventEmitter {
  readonly localPort = 443;
  readonly remoteAddress: string | undefined;
  readonly remotePort: number;
  destroyed = false;
  writableEnded = false;
  constructor(address: string | undefined, port: number) {
    super();
    this.remoteAddress = address;
    this.remotePort = port;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

const LIMITS = { total: 1_000, perNetwork: 3, responseTimeout: 60 };
let port = 0;
let logged: object[];

function open(given: Partial<typeof LIMITS> = {}, trustedProxy: string[] = []) {
  const info = (fields: object) => void logged.push(fields);
  const log = { info, error: info, flush: async () => undefined };
  const connections = new Connections({ connections: { ...LIMITS, ...given }, trustedProxy }, log);
  const server = new EventEmitter();
  const handled: string[] = [];
  server.on("request", ({ name }, response) => {
    handled.push(name);
    response.handled = true;
  });
  connections.guard(server as unknown as Server);
  const connect = (address = "192.0.2.7") => {
    const socket = new FakeSocket(address, ++port);
    server.emit("connection", socket);
    return socket;
  };
  const request = (socket: FakeSocket, name = "a", complete = true) => {
    const response = new EventEmitter();
    server.emit("request", { socket, name, complete }, response);
    return response;
  };
  return { connections, server, connect, request, handled };
}
const goneOf = (sockets: readonly FakeSocket[]) => sockets.map(({ destroyed }) => destroyed);
const as = (socket: FakeSocket) => socket as unknown as Socket;

beforeEach(() => {
  logged = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("too many connections of one network", () => {
  it("the longest-silent one makes room, however long others have been idle", () => {
    const { connections, connect, request } = open();
    const used = connect();
    request(used).emit("close");
    vi.advanceTimersByTime(1_500);
    const [older, newer] = [connect(), connect()];
    vi.advanceTimersByTime(1_001);
    connect();
    expect(goneOf([used, older, newer])).toEqual([false, true, false]);
    connect();
    expect(goneOf([used, older, newer])).toEqual([false, true, true]);
    expect(connections.count).toBe(3);
  });

  it("a new connection doesn't count as idle, and the longest idle one is closed", () => {
    const { connect, request } = open();
    const [first, second] = [connect(), connect()];
    vi.advanceTimersByTime(10);
    request(second).emit("close");
    vi.advanceTimersByTime(10);
    request(first).emit("close");
    vi.advanceTimersByTime(2_000);
    const third = connect();
    vi.advanceTimersByTime(1_000);
    connect();
    expect(goneOf([first, second, third])).toEqual([false, true, false]);
  });

  it("no connection with a request in progress is closed; the new one is", () => {
    const { connections, connect, request } = open();
    const sockets = [connect(), connect(), connect()];
    for (const socket of sockets) request(socket);
    const late = connect();
    expect(goneOf([...sockets, late])).toEqual([false, false, false, true]);
    expect([connections.count, [...connections.sockets()]]).toEqual([3, sockets]);
  });

  it("one whose request is still to come, or whose response is only to be read, makes room; one that is worked on does not", () => {
    const { connect, request } = open();
    const [half, unread, busy] = [connect(), connect(), connect()];
    request(half, "half", false);
    Object.assign(request(unread), { writableEnded: true });
    request(busy);
    vi.advanceTimersByTime(1_001);
    const more = [connect(), connect()];
    expect(goneOf([half, unread, busy, ...more])).toEqual([true, true, false, false, false]);
  });

  it("other networks have places of their own", () => {
    const { connect } = open();
    const sockets = [connect(), connect(), connect(), connect("192.0.2.8"), connect("2001:db8::1")];
    expect(goneOf(sockets)).toEqual([false, false, false, false, false]);
    vi.advanceTimersByTime(5_000);
    const more = [connect("2001:db8::2"), connect("2001:db8::3"), connect("2001:db8:0:1::4")];
    expect(goneOf([...sockets, ...more])).toEqual([false, false, false, false, true, false, false, false]);
  });

  it("a place becomes free exactly once when its connection ends", () => {
    const { connections, connect, request } = open();
    const sockets = [connect(), connect(), connect()];
    for (const socket of sockets) request(socket);
    sockets[0]?.emit("close");
    sockets[0]?.emit("close");
    expect(connections.count).toBe(2);
    const next = connect();
    request(next);
    expect(goneOf([next, connect()])).toEqual([false, true]);
    // One that has made room does not give its place back a second time.
    for (const socket of [...sockets, next]) socket.emit("close");
    expect(connections.count).toBe(0);
    const again = [connect(), connect(), connect()];
    vi.advanceTimersByTime(2_000);
    const fourth = connect();
    again[0]?.emit("close");
    expect([connections.count, goneOf([...again, fourth])]).toEqual([3, [true, false, false, false]]);
    for (const socket of [again[1], again[2], fourth]) request(socket as FakeSocket);
    expect(goneOf([connect()])).toEqual([true]);
  });

  it("two that have ended leave two places", () => {
    const { connect, request } = open();
    const [first, second, third] = [connect(), connect(), connect()];
    first.emit("close");
    second.emit("close");
    const more = [connect(), connect()];
    for (const socket of [third, ...more]) request(socket);
    expect(goneOf([third, ...more, connect()])).toEqual([false, false, false, true]);
  });

  it.each([
    ["127.0.0.1", []],
    ["127.3.2.1", []],
    ["::1", []],
    ["::ffff:127.0.0.1", []],
    ["10.1.2.3", ["10.0.0.0/8"]],
    ["::FFFF:10.1.2.3", ["10.0.0.0/8"]],
    ["192.0.2.7", ["192.0.2.7"]],
    ["2001:db8::1", ["2001:db8::/32"]],
    ["2001:db8::1", ["2001:db8::1"]],
  ])("%s is exempt with proxies %j", (address, proxies) => {
    const { connect } = open({ perNetwork: 1 }, proxies);
    expect(goneOf([connect(address), connect(address), connect(address)])).toEqual([false, false, false]);
  });

  it.each([
    ["10.1.2.3", ["10.1.0.0/24"]],
    ["192.0.2.8", ["192.0.2.7"]],
    ["2001:db8::1", ["10.0.0.0/8"]],
  ])("%s is not exempt with proxies %j", (address, proxies) => {
    const { connect, request } = open({ perNetwork: 1 }, proxies);
    const first = connect(address);
    request(first);
    expect(goneOf([first, connect(address)])).toEqual([false, true]);
  });
});

describe("too many connections in all", () => {
  it("the one that is missed least makes room, from any network, including exempt ones", () => {
    const { connections, connect, request } = open({ total: 3 });
    const [local, far] = [connect("127.0.0.1"), connect("192.0.2.8")];
    request(far);
    vi.advanceTimersByTime(2_000);
    const newer = connect();
    const next = connect("192.0.2.9");
    expect(goneOf([local, far, newer, next])).toEqual([true, false, false, false]);
    expect(connections.count).toBe(3);
  });

  it("a connection whose client has gone doesn't count", () => {
    const { server, connections } = open();
    const gone = new FakeSocket(undefined, 1);
    server.emit("connection", gone);
    expect([connections.count, gone.destroyed]).toEqual([0, true]);
  });
});

describe("responses that nobody reads", () => {
  it("end the connection after the timeout and not before, and the log hears of it every ten seconds at most", () => {
    const { connections, connect, request } = open({ responseTimeout: 5 });
    const [slow, done] = [connect(), connect()];
    request(slow);
    request(done).emit("close");
    vi.advanceTimersByTime(5_000);
    expect(goneOf([slow, done])).toEqual([false, false]);
    vi.advanceTimersByTime(6_000);
    expect(goneOf([slow, done])).toEqual([true, false]);
    slow.emit("close");
    expect(logged).toEqual([{ closed: { "responses not read": 1 } }]);
    request(done);
    vi.advanceTimersByTime(6_000);
    expect([done.destroyed, logged.length, connections.count]).toEqual([true, 1, 1]);
    vi.advanceTimersByTime(4_000);
    expect(logged).toEqual([{ closed: { "responses not read": 1 } }, { closed: { "responses not read": 1 } }]);
    vi.advanceTimersByTime(60_000);
    expect(logged).toHaveLength(2);
  });

  it("are counted, and a long timeout is kept to the second", () => {
    const { connect, request } = open({ responseTimeout: 2_000 });
    const both = [connect(), connect()];
    for (const socket of both) request(socket);
    vi.advanceTimersByTime(1_999_999);
    expect(goneOf(both)).toEqual([false, false]);
    vi.advanceTimersByTime(1_002);
    expect(goneOf(both)).toEqual([true, true]);
    expect(logged).toEqual([{ closed: { "responses not read": 2 } }]);
  });

  it("are no longer looked up once the server has closed", () => {
    const { server, connect, request } = open({ responseTimeout: 5 });
    const slow = connect();
    request(slow);
    server.emit("close");
    vi.advanceTimersByTime(60_000);
    expect(slow.destroyed).toBe(false);
  });
});

describe("requests on one connection", () => {
  it("are handled one behind the other, and of those that wait the 33rd ends the connection", () => {
    const { connect, request, handled } = open();
    const socket = connect();
    const first = request(socket, "0");
    const second = request(socket, "1");
    for (let n = 2; n <= 32; n++) request(socket, String(n));
    expect([handled, socket.destroyed]).toEqual([["0"], false]);
    first.emit("close");
    expect(handled).toEqual(["0", "1"]);
    request(socket, "33");
    expect(socket.destroyed).toBe(false);
    request(socket, "34");
    expect(socket.destroyed).toBe(true);
    // Nobody is there any more to read what they ask for.
    second.emit("close");
    expect(handled).toEqual(["0", "1"]);
  });

  it("at the end, the response whose headers aren't sent yet is the last", () => {
    const { connections, connect, request, handled } = open();
    const socket = connect();
    const [first, second, third] = ["0", "1", "2"].map((name) => request(socket, name));
    Object.assign(first as object, { headersSent: true });
    connections.end();
    first?.emit("close");
    const lasts = [first, second].map((response) => (response as { shouldKeepAlive?: boolean }).shouldKeepAlive);
    expect([handled, lasts]).toEqual([
      ["0", "1"],
      [undefined, false],
    ]);
    socket.writableEnded = true;
    second?.emit("close");
    third?.emit("close");
    request(socket, "3");
    expect(handled).toEqual(["0", "1"]);
  });

  it("the connection is ended after the response to a complete request, and otherwise at once", () => {
    const { connections, connect, request } = open();
    const acts: string[] = [];
    const act = (name: string) => () => void acts.push(name);
    const socket = connect();
    connections.after(as(socket), act("idle"));
    connections.after(as(new FakeSocket("192.0.2.9", 1)), act("unknown"));
    const whole = request(socket);
    connections.after(as(socket), act("behind"));
    expect(acts).toEqual(["idle", "unknown"]);
    whole.emit("close");
    expect(acts).toEqual(["idle", "unknown", "behind"]);
    request(socket, "half", false);
    connections.after(as(socket), act("in the middle"));
    expect(acts).toEqual(["idle", "unknown", "behind", "in the middle"]);
  });

  it("over TLS count for the connection below, and without one are handled as they come", () => {
    const { server, connect, request, handled } = open();
    const below = connect();
    const tls = new FakeSocket(below.remoteAddress, below.remotePort);
    server.emit("secureConnection", tls);
    request(tls, "a");
    request(tls, "b");
    expect(handled).toEqual(["a"]);
    const strange = new FakeSocket("192.0.2.9", 1);
    server.emit("secureConnection", strange);
    request(strange, "c");
    request(strange, "d");
    expect(handled).toEqual(["a", "c", "d"]);
  });
});
