/** Every place in a request where a secret may be, rightly or by mistake; and what to look for afterwards. */
import { cookieName } from "../../src/http/cookies.ts";
import { HEADERS } from "../../src/protocol/headers.ts";
import { namesWhere } from "../../src/protocol/parameters.ts";
import { basic } from "../catalogue/samples.ts";
import { AUTHORIZE, asWeb, encode, ISSUER, type World } from "../catalogue/world.ts";

type Place = (world: World, secret: string) => Promise<Response>;

const CODE = { grant_type: "authorization_code", redirect_uri: AUTHORIZE.redirect_uri };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** In a header: as it is where it can be there, and otherwise encoded. */
const inHeader = (secret: string) => (/^[\x21-\x7E]+$/.test(secret) ? secret : encodeURIComponent(secret));

/** A form on one of our own pages, with the cookie and the token that belong to it. */
async function ownForm(world: World, path: string) {
  const page = await world.send(path);
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  return { csrf, cookie: page.headers.get("set-cookie")?.split(";", 1)[0] ?? "" };
}

/** Places that features declare: parameters of the token request that are secret, and headers. */
const DECLARED: Readonly<Record<string, Place>> = Object.fromEntries([
  ...namesWhere(({ readBy, secret }) => secret === true && readBy.includes("token")).map((name): [string, Place] => [
    `parameter ${name}`,
    (world, s) => world.form("/token", { ...CODE, code: "x", [name]: s }, asWeb),
  ]),
  // A certificate has no header of its own, and isn't secret.
  ...HEADERS.filter((name) => !name.startsWith(":")).map((name): [string, Place] => [
    `header ${name}`,
    (world, s) => world.form("/token", { ...CODE, code: "x", client_id: "demo-web" }, { [name]: inHeader(s) }),
  ]),
]);

export const PLACES: Readonly<Record<string, Place>> = {
  ...DECLARED,
  "Basic password": (world, s) => world.form("/token", CODE, { authorization: basic(`demo-web:${s}`) }),
  "Basic password of nobody": (world, s) => world.form("/token", CODE, { authorization: basic(`nobody:${s}`) }),
  "Basic password of a public client": (world, s) =>
    world.form("/token", { ...CODE, code: "x" }, { authorization: basic(`demo-spa:${s}`) }),
  "Basic password, form-encoded": (world, s) =>
    world.form("/token", CODE, { authorization: basic(`demo-web:${encodeURIComponent(s)}`) }),
  "Authorization without a scheme": (world, s) =>
    world.form("/token", { ...CODE, code: "x" }, { authorization: inHeader(s) }),
  "Authorization without a scheme, userinfo": (world, s) =>
    world.send("/userinfo", { headers: { authorization: inHeader(s) } }),
  "Basic that is not base64": (world, s) =>
    world.form("/token", { ...CODE, code: "x" }, { authorization: `Basic ${inHeader(s)}` }),
  "Bearer for a client": (world, s) => world.form("/token", { ...CODE, code: "x" }, bearer(inHeader(s))),
  client_secret: (world, s) => world.form("/token", { ...CODE, code: "x", client_id: "demo-web", client_secret: s }),
  "client_secret without client_id": (world, s) => world.form("/token", { ...CODE, code: "x", client_secret: s }),
  "client_secret beside Basic": (world, s) => world.form("/token", { ...CODE, code: "x", client_secret: s }, asWeb),
  "client_secret in the address": (world, s) => world.form(`/token?${encode({ client_secret: s })}`, CODE),
  "client_secret at introspection": (world, s) =>
    world.form("/introspect", { client_id: "demo-web", client_secret: s, token: s }),
  "password grant": (world, s) => world.form("/token", { grant_type: "password", username: "ada", password: s }, asWeb),
  code: (world, s) => world.form("/token", { ...CODE, code: s }, asWeb),
  "code with an appendix": (world, s) => world.form("/token", { ...CODE, code: `candor_code_${s}` }, asWeb),
  "code in the address": (world, s) => world.form(`/token?${encode({ code: s })}`, CODE, asWeb),
  refresh_token: (world, s) => world.form("/token", { grant_type: "refresh_token", refresh_token: s }, asWeb),
  "refresh_token with an appendix": (world, s) =>
    world.form("/token", { grant_type: "refresh_token", refresh_token: `candor_refresh_${s}` }, asWeb),
  "refresh_token as code": (world, s) =>
    world.form("/token", { grant_type: "authorization_code", refresh_token: s }, asWeb),
  "code twice": (world, s) =>
    world.send("/token", {
      method: "POST",
      body: `${encode({ code: s })}&${encode({ code: s })}`,
      headers: { ...asWeb, "content-type": "application/x-www-form-urlencoded" },
    }),
  "in a body of JSON": (world, s) =>
    world.send("/token", {
      method: "POST",
      body: JSON.stringify({ client_secret: s }),
      headers: { "content-type": "application/json" },
    }),
  code_verifier: async (world, s) =>
    world.form("/token", { ...CODE, code: await world.code(), code_verifier: s }, asWeb),
  "token to revoke": (world, s) => world.form("/revoke", { token: s, token_type_hint: s, client_id: "demo-web" }),
  "token to introspect": (world, s) =>
    world.form("/introspect", { token: s }, { authorization: basic(`demo-web:${s}`) }),
  "Bearer at userinfo": (world, s) => world.send("/userinfo", { headers: bearer(inHeader(s)) }),
  "Bearer at the API": (world, s) =>
    world.send("/demo/api/profile", { headers: bearer(`candor_access_${inHeader(s)}`) }),
  "access_token in the body": (world, s) => world.form("/userinfo", { access_token: s }),
  "access_token in the address": (world, s) => world.send(`/userinfo?${encode({ access_token: s })}`),
  id_token_hint: (world, s) => world.send(`/authorize?${encode({ ...AUTHORIZE, id_token_hint: s })}`),
  "id_token_hint at sign-out": async (world, s) =>
    world.send(`/sign-out?${encode({ id_token_hint: s })}`, { headers: await world.signedIn("root") }),
  "client_secret at authorization": (world, s) =>
    world.send(`/authorize?${encode({ ...AUTHORIZE, scope: "reports.read", client_secret: s })}`),
  "client_secret on the consent page": async (world, s) => {
    const headers = await world.signedIn("root");
    return world.send(`/authorize?${encode({ ...AUTHORIZE, client_secret: s })}`, { headers });
  },
  "request object": (world, s) => world.send(`/authorize?${encode({ ...AUTHORIZE, request: s })}`),
  "code_challenge that is the verifier": (world, s) =>
    world.send(`/authorize?${encode({ ...AUTHORIZE, code_challenge: s, code_challenge_method: "plain" })}`),
  password: async (world, s) => {
    const { csrf, cookie } = await ownForm(world, "/sign-in");
    world.clock.now += 3_600_000;
    return world.form("/sign-in", { csrf, username: "ada", password: s }, { cookie });
  },
  "password, forged form": (world, s) => world.form("/sign-in", { csrf: s, username: "ada", password: s }),
  "password twice": (world, s) => world.form("/sign-in", { csrf: "x", password: s, "password ": s }),
  "the query of an unknown address": (world, s) => world.send(`/nowhere?${encode({ code: s })}`),
  "the query of an unknown family": (world, s) => world.send(`/errors/nonsense?${encode({ code: s })}`),
  "the query of an unknown reason": (world, s) => world.send(`/errors/scope/nonsense?${encode({ code: s })}`),
  "the query of a wrong method": (world, s) => world.send(`/jwks?${encode({ code: s })}`, { method: "PUT" }),
  "session cookie": (world, s) =>
    world.send(`/authorize?${encode({ ...AUTHORIZE, prompt: "none" })}`, {
      headers: { cookie: `${cookieName(ISSUER, "session")}=${inHeader(s)}` },
    }),
  "form cookie": (world, s) =>
    world.form("/consent", { csrf: s, answer: "allow" }, { cookie: `${cookieName(ISSUER, "form")}=${inHeader(s)}` }),
  invitation: (world, s) => world.send(`/welcome/operator?${encode({ token: s })}`),
  "invitation, forged form": (world, s) => world.form("/welcome/operator", { token: s, password: s, username: "eve" }),
  "client_secret and code under other names": (world, s) =>
    world.form("/token", { grant_type: "authorization_code", clientSecret: s, Code: s, "client-secret": s }, asWeb),
  "Basic password at a refusal": (world, s) =>
    world.send("/refusals/000000000000", { headers: { authorization: basic(`demo-web:${s}`) } }),
  "client_secret at a refusal": (world, s) =>
    world.form("/refusals/000000000000", { client_id: "demo-web", client_secret: s }),
  "cookie of the wrong verb": (world, s) =>
    world.send("/token", { method: "DELETE", headers: { cookie: inHeader(s), authorization: inHeader(s) } }),
};

/** The ways in which a text may hold a secret. */
export function tracesOf(secret: string): string[] {
  const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const wire = secret
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replaceAll(/[^\x20-\x7E]/g, "?");
  const traces = [secret, html, form, wire, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const base64 = Buffer.from(secret)
    .toString("base64")
    .replace(/.{0,3}=*$/, "");
  return [...new Set([...traces, base64])].filter((trace) => /[^?]{6}/.test(trace));
}
