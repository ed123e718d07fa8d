/** What pages of other origins may ask (RFC 9700 2.6). */
import { headerOf } from "../exchange.ts";
import { either } from "../finding.ts";
import { probe } from "../probe.ts";
import { endpoint } from "../target.ts";

const ORIGIN = "https://app.example";

export const cors = probe({
  does: "Sends requests as pages of another origin would.",
  needs: ["metadata", "authorization endpoint"],
  finds: ["authorization", "credentials"],
  async run(lab) {
    const authorization = await lab.send({ url: lab.endpoint("authorization"), headers: { origin: ORIGIN } });
    const allowed = headerOf(authorization, "access-control-allow-origin");
    const url = endpoint(lab.target, "token") ?? lab.target.oauth.exchange.sent.url;
    const token = await lab.send({ url, method: "POST", form: { grant_type: "none" }, headers: { origin: ORIGIN } });
    const credentials = headerOf(token, "access-control-allow-credentials");
    return {
      authorization: either(
        allowed === undefined,
        "There is no Access-Control-Allow-Origin.",
        `Access-Control-Allow-Origin is ${allowed}.`,
        authorization,
      ),
      credentials: either(
        credentials !== "true",
        "Cookies aren't allowed.",
        `Access-Control-Allow-Credentials is true for ${headerOf(token, "access-control-allow-origin")}.`,
        token,
      ),
    };
  },
});
