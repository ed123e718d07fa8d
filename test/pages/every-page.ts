/** Every page, for what has to hold for all of them. */
import { cataloguePage, familyPage } from "../../src/pages/catalogue.tsx";
import { consentPage } from "../../src/pages/consent.tsx";
import { demoPage, exchangePage, walkPage } from "../../src/pages/demo.tsx";
import { elsewherePage } from "../../src/pages/elsewhere.tsx";
import { formPostPage } from "../../src/pages/form-post.tsx";
import { invitationPage } from "../../src/pages/invitation.tsx";
import { reasonPage } from "../../src/pages/reason.tsx";
import { refusalPage } from "../../src/pages/refusal.tsx";
import { refusalExplainedPage } from "../../src/pages/refusal-explained.tsx";
import { scopesPage } from "../../src/pages/scopes.tsx";
import { signInPage } from "../../src/pages/sign-in.tsx";
import { signedOutPage, signOutPage } from "../../src/pages/sign-out.tsx";
import { standardErrorPage, standardPage } from "../../src/pages/standard.tsx";
import { welcomePage } from "../../src/pages/welcome.tsx";
import { explanationWith } from "../catalogue/explanation-with.ts";

const base = "/auth";

/** Every page with `x` wherever a value comes from outside. */
export function pagesWith(x: string): Record<string, string> {
  const logo = `${base}/logos?${new URLSearchParams({ client_id: x })}`;
  const app = { name: x, logo, publisher: x, home: x, terms: x, privacy: x };
  const brand = { name: x, logo, colors: x, links: [[x, x]] as const };
  const flow = { base, brand, csrf: x, request: x };
  const steps = [{ heading: x, request: `${x}\n${x}: ${x}\n\n${x}`, status: 400, response: x, note: x }];
  const refusal = { says: x, person: x };
  return {
    signIn: signInPage(flow),
    signInToSee: signInPage({ ...flow, reference: "25kpgjw2dde2", demo: true }),
    signInRefused: signInPage({ ...flow, app, username: x, refusal }),
    consent: consentPage({
      ...flow,
      app,
      username: x,
      redirectHost: x,
      switchAccount: x,
      groups: [
        {
          api: x,
          scopes: Array.from({ length: 9 }, (_, at) => ({
            name: x,
            description: x,
            sensitive: at === 0,
            deprecated: true,
            isNew: at === 1,
            shares: [x],
          })),
        },
      ],
    }),
    consentNoScopes: consentPage({
      ...flow,
      app,
      username: x,
      redirectHost: x,
      switchAccount: x,
      groups: [],
    }),
    signOut: signOutPage({ ...flow, username: x, clientName: x }),
    signedOut: signedOutPage({ base }),
    refusal: refusalPage({ base, title: x, person: x, code: x, says: x, ref: x, errorUri: x, retry: x }),
    refusalToAnother: refusalPage({
      base,
      title: x,
      person: x,
      code: x,
      says: x,
      ref: x,
      errorUri: x,
      account: { username: x, another: x },
    }),
    reason: reasonPage({ base, code: "scope/not-allowed-for-client", ref: x }),
    reasonWithFace: reasonPage({ base, code: "client/unknown", ref: "r3f", issuer: x, signIn: x, signedInAs: x }),
    elsewhere: elsewherePage({ base, code: "time/clock-skew" }),
    elsewhereSilent: elsewherePage({ base, code: "request/state-mismatch" }),
    explained: refusalExplainedPage({ base, explanation: explanationWith(x) }),
    catalogue: cataloguePage({ base }),
    catalogueFound: cataloguePage({ base, q: "invalid_grant" }),
    catalogueSearched: cataloguePage({ base, q: x }),
    standard: standardPage({ base }),
    catalogueCalled: cataloguePage({ base, q: "invalid_callback" }),
    standardError: standardErrorPage({ base, error: "invalid_client" }) ?? "",
    standardErrorElsewhere: standardErrorPage({ base, error: "use_dpop_nonce" }) ?? "",
    family: familyPage({ base, family: "scope" }),
    familyElsewhere: familyPage({ base, family: "dpop" }),
    welcome: welcomePage({
      base,
      issuer: x,
      demo: true,
      scopes: true,
      endpoints: [
        { name: x, url: x, opens: true },
        { name: x, url: x },
      ],
    }),
    scopes: scopesPage({
      base,
      issuer: x,
      apis: [{ resource: x, name: x }],
      scopes: [
        { name: "openid", description: x, sensitive: false, personal: true, state: "active" },
        { name: x, description: x, api: x, sensitive: true, personal: false, state: "active" },
        {
          name: `${x}2`,
          description: x,
          api: x,
          sensitive: true,
          personal: false,
          state: "deprecated",
          since: "2026-01-01",
          sunset: "2027-01-01",
          replacement: x,
        },
        { name: `${x}3`, description: x, sensitive: false, personal: false, state: "removed", replacement: x },
      ],
    }),
    invitation: invitationPage({ base, csrf: x, token: x }),
    invitationRefused: invitationPage({ base, csrf: x, token: x, username: x, refusal }),
    formPost: formPostPage({ base, action: "https://app.example/callback", parameters: [["state", x]] }),
    demo: demoPage({
      base,
      scopes: [{ name: x, description: x, ticked: true }],
      failures: [{ slug: x, title: x, describes: x, expects: x }],
    }),
    exchange: exchangePage({ base, title: x, describes: x, steps, verdict: { code: x, says: x, errorUri: x } }),
    walk: walkPage({ base, title: x, steps, next: [{ label: x, action: x, fields: [[x, x]] }] }),
  };
}
