/** How the response comes to the application (OAuth 2.0 Form Post Response Mode, Multiple Response Type Encoding Practices). */
import { briefly, type Exchange, headerOf } from "../exchange.ts";
import { broken, either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import type { Authorized, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { wasRefused } from "../redirect.ts";
import { listed, type TestClient } from "../target.ts";

const FORM_POST = ["posted", "url-clean", "escaped", "posted-not-cached", "posted-errors"] as const;

export const responseModes = probe({
  does: "Asks for responses in the query, in the fragment and by POST.",
  needs: ["codes"],
  finds: [...FORM_POST, "fragment", "fragment-errors", "query", "unknown"],
  async run(lab) {
    const client = lab.client("web");
    // OpenID Connect Discovery 3: what is assumed if it is omitted.
    const modes = listed(lab.target, "response_modes_supported") ?? ["query", "fragment"];
    const inMode = async (mode: "query" | "fragment"): Promise<Finding> =>
      modes.includes(mode)
        ? cameBy(await lab.authorize(client, { response_mode: mode }), mode, "code")
        : notApplicable(`${mode} isn't listed.`);
    return {
      ...(await formPost(lab, client, modes.includes("form_post"))),
      query: await inMode("query"),
      fragment: await inMode("fragment"),
      "fragment-errors": modes.includes("fragment")
        ? cameBy(await lab.authorizeUnknown(client, { response_mode: "fragment", prompt: "none" }), "fragment", "error")
        : notApplicable("fragment isn't listed."),
      unknown:
        lab.target.openid.content === undefined
          ? notApplicable("The server is no OpenID Provider, and may know no response modes.")
          : wasRefused(await lab.authorize(client, { response_mode: "no_such_mode" })),
    };
  },
});

function cameBy({ landing, last }: Authorized, mode: string, what: "code" | "error"): Finding {
  const { returned } = landing;
  if (returned === undefined) return unclear(`The response is ${briefly(last)}, and doesn't come back.`, last);
  if (!returned.parameters.has(what)) return unclear(`There is no ${what} in the response.`, last);
  return either(
    returned.mode === mode,
    `It came by ${returned.mode}.`,
    `It came by ${returned.mode} instead of ${mode}.`,
    last,
  );
}

/** A form for the application whose URL has parameters of the response. */
const postsBeside = (html: string, redirectUri: string): boolean =>
  [...html.matchAll(/\baction=["']([^"']+)["']/gi)].some(
    ([, action = ""]) => action.startsWith(redirectUri) && /[?&;#](code|state)=/.test(action),
  );

/** The page that posts the response. A user's own browser doesn't show it to the check. */
const formIn = ({ landing }: Authorized, redirectUri: string): Exchange | undefined =>
  landing.exchanges.find(({ came }) => /<form\b/i.test(came?.body ?? "") && came?.body.includes(redirectUri));

async function formPost(
  lab: Lab,
  client: TestClient,
  isListed: boolean,
): Promise<Record<(typeof FORM_POST)[number], Finding>> {
  if (!isListed) {
    const none = notApplicable("form_post isn't listed.");
    return { posted: none, "url-clean": none, escaped: none, "posted-not-cached": none, "posted-errors": none };
  }
  const good = await lab.authorize(client, { response_mode: "form_post" });
  const tag = `<script>${lab.fresh(6)}</script>`;
  const state = `"'>${tag}`;
  const odd = await lab.authorize(client, { response_mode: "form_post", state });
  const error = await lab.authorizeUnknown(client, { response_mode: "form_post", prompt: "none" });
  const uri = client.redirect_uri ?? "";
  const unclean = good.landing.exchanges.find(({ came }) => postsBeside(came?.body ?? "", uri));
  const [form, oddForm] = [formIn(good, uri), formIn(odd, uri)];
  const unseen = unclear("The page with the form wasn't seen.", good.last);
  return {
    posted: cameBy(good, "form_post", "code"),
    "url-clean":
      unclean !== undefined
        ? broken("The URL has parameters of the response too.", unclean)
        : form === undefined
          ? unseen
          : held("The URL has no parameter of the response.", form),
    escaped:
      oddForm === undefined
        ? unseen
        : either(
            !oddForm.came?.body.includes(tag),
            "Markup in state is escaped.",
            "The page repeats markup of state.",
            oddForm,
          ),
    "posted-not-cached":
      form === undefined
        ? unseen
        : either(
            /no-store/i.test(headerOf(form, "cache-control") ?? ""),
            "The page with the form isn't cached.",
            "The page with the form may be cached.",
            form,
          ),
    "posted-errors": cameBy(error, "form_post", "error"),
  };
}
