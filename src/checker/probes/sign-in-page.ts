/** The pages for users (RFC 9700 4.16, OpenID Connect Core 3.1.2.1). */
import { briefly, headerOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

export const signInPage = probe({
  does: "Looks at the first page that a user sees.",
  needs: ["codes"],
  finds: ["frames", "csp", "referrer", "no-store", "post"],
  async run(lab) {
    const client = lab.client("web");
    const { landing } = await lab.authorizeUnknown(client);
    const page = landing.exchanges.find((one) => statusOf(one) === 200);
    const post = await byPost(lab, client);
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

/** A client whose requests must be signed or pushed may send none as it is. */
async function byPost(lab: Lab, client: TestClient): Promise<Finding> {
  const { isPushed, isSigned } = await lab.manner(client);
  if (isPushed || isSigned) return notApplicable(`The client's requests must be ${isPushed ? "pushed" : "signed"}.`);
  const posted = await lab.post(client);
  const says = `The response is ${briefly(posted)}.`;
  return either(statusOf(posted) > 0 && statusOf(posted) < 400, says, says, posted);
}
