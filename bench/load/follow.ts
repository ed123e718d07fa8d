/**
 * The redirects between an authorization request and the one to the client, for a server that asks another one who the user is and
 * what they agree to (Ory Hydra): there and back over keep-alive connections, with the cookies that each step sets.
 */
import { WEB } from "../world.ts";
import { type Answer, Connection, headerOf } from "./connection.ts";
import type { Target } from "./target.ts";

/** Makes what follows redirects for one connection; where the first one leads to the client, it costs nothing. */
export function follower(target: Target, cookies: string): (first: Answer, connection: Connection) => Promise<Answer> {
  let other: Connection | undefined;
  return async (first, connection) => {
    let answer = first;
    let jar: Map<string, string> | undefined;
    for (let hops = 0; hops < 10; hops++) {
      const location = headerOf(answer, "location");
      if (location === undefined || location.startsWith(WEB.redirectUri)) break;
      jar ??= new Map(cookies.split("; ").map(split));
      for (const [, cookie = ""] of answer.head.matchAll(/\r\nset-cookie: *([^;\r]*)/gi)) jar.set(...split(cookie));
      const { host, port, pathname, search } = new URL(location, target.origin);
      const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
      // While others have their turn, the other server closes a connection that is idle.
      if (host !== target.host && (other === undefined || other.isClosed)) other = await Connection.open(Number(port));
      const at = host === target.host ? connection : (other as Connection);
      answer = await at.send(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
    }
    return answer;
  };
}

function split(cookie: string): [string, string] {
  const at = cookie.indexOf("=");
  return [cookie.slice(0, at), cookie.slice(at + 1)];
}
