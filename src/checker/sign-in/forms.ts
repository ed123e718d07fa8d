/** Signs in and consents without a browser, on servers whose pages work without JavaScript. Fast: a request for each page. */
import { CookieJar } from "tough-cookie";
import { type Exchange, headerOf, headersOf, statusOf } from "../exchange.ts";
import type { Send, ToSend } from "../sender.ts";
import { type Credentials, formToSend, type PageForm, posted, refusalOn } from "./pages.ts";
import { returnedTo } from "./returned.ts";
import type { Landing, Returned, SignIn } from "./sign-in.ts";

/** Pages and redirects on the way, at most. */
const FURTHEST = 20;

export function formSignIn(send: Send, credentials: Credentials | undefined): Required<Pick<SignIn, "visit" | "deny">> {
  const jar = new CookieJar(undefined, { allowSpecialUseDomain: true });

  async function get(request: ToSend): Promise<Exchange> {
    const cookie = await jar.getCookieString(request.url);
    const exchange = await send({
      ...request,
      headers: { accept: "text/html", ...(cookie !== "" && { cookie }), ...request.headers },
    });
    for (const one of headersOf(exchange, "set-cookie")) await jar.setCookie(one, request.url, { ignoreError: true });
    return exchange;
  }

  const visiting =
    (refuses: boolean) =>
    async (url: string, redirectUri: string): Promise<Landing> => {
      const exchanges: Exchange[] = [];
      let next: ToSend | undefined = { url };
      while (next !== undefined && exchanges.length < FURTHEST) {
        const at: string = next.url;
        const exchange = await get(next);
        exchanges.push(exchange);
        const returned = returnedBy(exchange, at, redirectUri);
        if (returned !== undefined) return { returned, exchanges };
        next = onward(exchange, at, credentials, refuses);
      }
      return { exchanges };
    };
  return { visit: visiting(false), deny: visiting(true) };
}

/** What the response sends to the redirect URI, if anything. */
function returnedBy(exchange: Exchange, at: string, redirectUri: string): Returned | undefined {
  const location = redirectOf(exchange, at);
  if (location !== undefined) return returnedTo(location, redirectUri);
  const form = isPage(exchange) ? posted(exchange.came?.body ?? "", at, redirectUri) : undefined;
  return (
    form && { url: form.action, mode: "form_post", parameters: new URLSearchParams(form.fields as [string, string][]) }
  );
}

/** As the server wrote it, since a browser that is told `/../` goes elsewhere. */
function redirectOf(exchange: Exchange, at: string): string | undefined {
  const location = headerOf(exchange, "location");
  const status = statusOf(exchange);
  if (status < 300 || status >= 400 || location === undefined) return undefined;
  if (URL.canParse(location)) return location;
  return URL.canParse(location, at) ? new URL(location, at).href : undefined;
}

const isPage = (exchange: Exchange): boolean => /^text\/html\b/i.test(headerOf(exchange, "content-type") ?? "");

/** The redirect that a browser would follow, or the form that a user would send. */
function onward(
  exchange: Exchange,
  at: string,
  credentials: Credentials | undefined,
  refuses: boolean,
): ToSend | undefined {
  const location = redirectOf(exchange, at);
  // A page that leads to itself leads nowhere, unless it set a cookie to see whether that comes back.
  const isLoop = location === at && exchange.sent.method === "GET" && headerOf(exchange, "set-cookie") === undefined;
  if (isLoop) return undefined;
  if (location !== undefined) return { url: location };
  if (!isPage(exchange) || statusOf(exchange) >= 400) return undefined;
  const html = exchange.came?.body ?? "";
  const form = (refuses ? refusalOn(html, at) : undefined) ?? formToSend(html, at, credentials);
  return form && submitted(form, at);
}

function submitted({ method, action, fields }: PageForm, at: string): ToSend {
  const { origin } = new URL(at);
  if (method === "POST") return { url: action, form: fields as [string, string][], headers: { origin, referer: at } };
  const url = new URL(action);
  url.search = new URLSearchParams(fields as [string, string][]).toString();
  return { url: url.href };
}
