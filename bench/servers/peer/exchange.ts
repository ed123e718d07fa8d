/** Token exchange (RFC 8693) for the peer, which has none of its own: no more than Candor checks, with the peer's own models. */
import { errors, type Provider } from "oidc-provider";
import { WEB } from "../../world.ts";

export const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

/** Registers the grant type: the token must be live, of WEB, and so must the grant behind it. Scopes may not grow. */
export function offerExchange(provider: Provider): void {
  const parameters = ["subject_token", "subject_token_type", "scope"];
  provider.registerGrantType(
    EXCHANGE,
    async (context) => {
      const { params, client } = context.oidc;
      const subject = await provider.AccessToken.find(String(params.subject_token));
      const isLive = subject !== undefined && !subject.isExpired && subject.clientId === WEB.id;
      const grant = isLive ? await provider.Grant.find(subject.grantId) : undefined;
      const scope = String(params.scope);
      if (!isLive || grant === undefined || grant.isExpired || params.subject_token_type !== ACCESS_TOKEN)
        throw new errors.InvalidGrant("subject token is invalid");
      if (!subject.scope?.split(" ").includes(scope)) throw new errors.InvalidGrant("scope grew");
      const { accountId, grantId } = subject;
      const token = new provider.AccessToken({ accountId, grantId, client, scope, gty: "token_exchange" });
      const access_token = await token.save();
      const expires_in = token.expiration;
      context.body = { access_token, issued_token_type: ACCESS_TOKEN, token_type: "Bearer", expires_in, scope };
    },
    parameters,
    [],
  );
}
