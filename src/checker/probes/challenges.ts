/** PKCE at the authorization endpoint (RFC 7636 4.3 and 4.4, RFC 9700 2.1.1). */
import { unclear } from "../finding.ts";
import type { Authorized, Changes } from "../lab.ts";
import { probe } from "../probe.ts";
import { hasError, wasRefused } from "../redirect.ts";
import { askAs } from "./authorization.ts";

export const pkceAtAuthorization = probe({
  does: "Asks for codes with bad challenges, and without any.",
  needs: ["codes"],
  finds: ["public-client", "plain", "method-unknown", "malformed"],
  async run(lab) {
    const { web, public: app } = lab.target.clients;
    const client = web ?? lab.client("web");
    const bad = (changes: Changes): Promise<Authorized> => askAs(lab, client, changes);
    return {
      "public-client":
        app?.redirect_uri === undefined
          ? unclear("A public client with a redirect_uri is needed.")
          : wasRefused(await lab.authorize(app, { code_challenge: undefined, code_challenge_method: undefined })),
      plain: wasRefused(await lab.authorize(client, { code_challenge: lab.fresh(32), code_challenge_method: "plain" })),
      "method-unknown": hasError(await bad({ code_challenge_method: "S1" }), "invalid_request"),
      malformed: hasError(await bad({ code_challenge: "too-short" }), "invalid_request"),
    };
  },
});
