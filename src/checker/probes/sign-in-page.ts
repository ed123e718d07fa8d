/** The pages for users (RFC 9700 4.16, OpenID Connect Core 3.1.2.1). */
import { briefly, headerOf, statusOf } from "../exchange.ts";
import { either, unclear } from "../finding.ts";
import { probe } from "../probe.ts";

export const signInPage = probe({
  does: "Looks at the first page that a user sees.",
  needs: ["codes"],
  finds: ["frames", "csp", "referrer", "no-store", "post"],
  async run(lab) {
    const client = lab.client("web");
    const { landing } = await lab.authorizeUnknown(client);
    const page = landing.exchanges.find((one) => statusOf(one) === 200);
    const posted = await lab.post(client);
    const post = either(
      statusOf(posted) > 0 && statusOf(posted) < 400,
      `The response is ${briefly(posted)}.`,
      `The response is ${briefly(posted)}.`,
      posted,
    );
    if (page === undefined) {
      const none = unclear("No page was shown.", ...landing.exchanges.slice(-1));
      return { frames: none, csp: none, referrer: none, "no-store": none, post };
    }
    const csp = headerOf(page, "content-security-policy") ?? "";
    const frames = headerOf(page, "x-frame-options") ?? "";
    const referrer = `${headerOf(page, "referrer-policy") ?? ""} ${page.came?.body.match(/<meta[^>]+referrer[^>]*>/i)?.[0] ?? ""}`;
    return {
      frames: either(
        /frame-ancestors/i.test(csp) || /^(deny|sameorigin)$/i.test(frames),
        "The page can't be framed.",
        "The page can be framed.",
        page,
      ),
      csp: either(csp !== "", "There is a Content-Security-Policy.", "There is no Content-Security-Policy.", page),
      referrer: either(
        /no-referrer|same-origin|strict-origin|origin/i.test(referrer),
        "The referrer is limited.",
        "The full URL is sent as referrer.",
        page,
      ),
      "no-store": either(
        /no-store/i.test(headerOf(page, "cache-control") ?? ""),
        "The page isn't cached.",
        "The page may be cached.",
        page,
      ),
      post,
    };
  },
});
