/** oidc-provider whose access tokens say how the user signed in, and an API at /step-up that wants a stronger sign-in (RFC 9470). */
import { decodeJwt } from "jose";
import { asClient, both, granted, parameter, redirected } from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Fixed, Message } from "../through.ts";

export const PATH = "/step-up";
const GOLD = "urn:example:gold";

interface Source {
  readonly authTime?: number;
  readonly claims?: { readonly id_token?: { readonly acr?: { readonly values?: readonly string[] } } };
}
interface Ctx {
  readonly oidc: { readonly entities: Readonly<Record<string, Source | undefined>> };
}

/** It has one acr, and everybody who is asked for it gets there. */
export const stepUpConfiguration = {
  acrValues: [GOLD],
  extraTokenClaims(ctx: Ctx) {
    const { AuthorizationCode: code, RefreshToken: token } = ctx.oidc.entities;
    const { authTime: auth_time, claims } = token ?? code ?? {};
    const acr = claims?.id_token?.acr?.values?.find((one) => one === GOLD);
    return { ...(auth_time !== undefined && { auth_time }), ...(acr !== undefined && { acr }) };
  },
};

const CHALLENGE = `Bearer error="insufficient_user_authentication", acr_values="${GOLD}", max_age="3600"`;

const challenge = (): Answer => ({
  status: 401,
  headers: new Headers({ "content-type": "application/json", "www-authenticate": CHALLENGE }),
  body: "{}",
});

/** An API, and an authorization endpoint that refuses an acr which it hasn't got. */
export const steppingUp = (server: Fixed): Between =>
  both(
    () => apiBetween,
    () => refusing(server),
  )(server);

const apiBetween: Between = async (message, ask) => {
  if (message.path !== PATH) return ask(message);
  const token = message.headers.get("authorization")?.replace(/^Bearer /i, "") ?? "";
  return (await acrOf(token, message, ask)) === GOLD ? granted({ things: [] }) : challenge();
};

async function acrOf(token: string, message: Message, ask: Ask): Promise<unknown> {
  if (token.split(".").length === 3) return decodeJwt(token).acr;
  const headers = new Headers({ host: message.headers.get("host") ?? "localhost" });
  headers.set("content-type", "application/x-www-form-urlencoded");
  const form = new URLSearchParams({ token });
  const asked = { ...message, path: "/token/introspection", method: "POST", headers, form };
  return JSON.parse((await ask(asClient(asked, "service", secretOf("service")))).body).acr;
}

const refusing =
  ({ issuer }: Fixed): Between =>
  async (message, ask) => {
    const acrs = message.path === "/auth" ? parameter(message, "acr_values") : undefined;
    return acrs?.includes("nobody-knows")
      ? redirected(message, { error: "unmet_authentication_requirements", iss: issuer })
      : ask(message);
  };
