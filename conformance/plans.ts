/** The suite's own configuration for each plan: what its page "Create a new test plan" takes as JSON, and its command line as a file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fapi2, openid, usual } from "./browser.ts";
import {
  ALIAS,
  APPROVER,
  AUTHENTICATIONS,
  BOTH,
  cibaId,
  DATA,
  fapiId,
  ISSUER,
  MODES,
  PERSON,
  SENDERS,
  SIGNED,
  secretOf,
} from "./world.ts";

const read = (name: string): string => readFileSync(join(DATA, name), "utf8");

const shared = (description: string, override: object) => ({
  alias: ALIAS,
  description,
  server: { discoveryUrl: `${ISSUER}/.well-known/openid-configuration`, login_hint: PERSON.username },
  browser: usual,
  override,
});

/** The one that the suite signs with: it takes the algorithm from the key. */
function signingKeyOf(which: number): object {
  const { keys } = JSON.parse(read(`client-${which}.jwks.json`)) as { keys: { alg: string }[] };
  return { keys: keys.filter(({ alg }) => alg === "PS256") };
}

const client = (id: string) => ({ client_id: id, client_secret: secretOf(id) });

/** By the name of the file. */
export function plans(): Readonly<Record<string, object>> {
  const fapi = SENDERS.flatMap((sender) =>
    AUTHENTICATIONS.flatMap((authentication) => SIGNED.map((signed) => [sender, authentication, signed] as const)),
  ).map(([sender, authentication, signed]) => {
    const [first, second] = BOTH.map((which) => ({
      client_id: fapiId(sender, authentication, which, signed),
      scope: "openid profile email offline_access",
      jwks: signingKeyOf(which),
    }));
    const [mtls, mtls2] = BOTH.map((which) => ({
      cert: read(`client-${which}.pem`),
      key: read(`client-${which}-key.pem`),
      ca: read("authority.pem"),
    }));
    return [
      `fapi2-${signed === "nothing" ? "" : `signed-${signed}-`}${sender}-${authentication}`,
      {
        ...shared(`Candor, FAPI 2.0, ${authentication}, ${sender}, ${signed} signed`, fapi2),
        ...{ client: first, client2: second, mtls, mtls2 },
        resource: { resourceUrl: `${ISSUER}/userinfo` },
      },
    ] as const;
  });
  const ciba = MODES.flatMap((mode) => AUTHENTICATIONS.map((authentication) => [mode, authentication] as const)).map(
    ([mode, authentication]) => {
      const [first, second] = BOTH.map((which) => ({
        client_id: cibaId(mode, authentication, which),
        scope: "openid profile email offline_access",
        jwks: signingKeyOf(which),
        acr_value: "urn:candor:acr:password",
        ...{ hint_type: "login_hint", hint_value: PERSON.username },
      }));
      const [mtls, mtls2] = BOTH.map((which) => ({
        cert: read(`client-${which}.pem`),
        key: read(`client-${which}-key.pem`),
        ca: read("authority.pem"),
      }));
      return [
        `ciba-${mode}-${authentication}`,
        {
          ...shared(`Candor, FAPI-CIBA, ${mode}, ${authentication}`, fapi2),
          ...{ client: first, client2: second, mtls, mtls2 },
          resource: { resourceUrl: `${ISSUER}/userinfo` },
          automated_ciba_approval_url: `${APPROVER}/decide?auth_req_id={auth_req_id}&action={action}`,
        },
      ] as const;
    },
  );
  return {
    "openid-static": {
      ...shared("Candor, registered clients", openid),
      client: client("openid-basic"),
      client2: client("openid-basic-2"),
      client_secret_post: client("openid-post"),
    },
    "openid-dynamic": { ...shared("Candor, clients that register themselves", openid), client: {}, client2: {} },
    ...Object.fromEntries(fapi),
    ...Object.fromEntries(ciba),
  };
}
