/** Resource indicators (RFC 8707): a token is for the API that the request names, or there is none. */
import { allowInsecureRequests, ClientSecretPost, clientCredentialsGrant, discovery } from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Application, type Tokens, tokensOf } from "./application.ts";
import { refused, refusedTo } from "./refusal.ts";
import { SECRET, startWorld, type World } from "./world.ts";

let world: World;
let web: Application;
let api: string;
let opaque: string;
beforeAll(async () => {
  world = await startWorld();
  web = world.app("web");
  api = `${world.issuer}/api`;
  opaque = `${world.issuer}/opaque`;
});
afterAll(() => world.close());

const audienceOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).aud;
const SCOPE = { scope: "offline_access read_profile" };

async function code(more: Record<string, string>) {
  return web.code(world.regular, { ...SCOPE, ...more });
}

describe("an authorization request", () => {
  it("that names the API of its scopes is granted, through sign-in and consent too", async () => {
    for (const name of ["resource", "audience"]) {
      const person = world.person();
      const { url, verifier } = web.begin({ ...SCOPE, prompt: "consent", [name]: api });
      const to = await person.sentTo(url);
      const tokens = tokensOf(await web.redeem(to.searchParams.get("code"), verifier));
      expect(audienceOf(tokens.access_token)).toBe(api);
    }
  });

  it.each([
    ["resource", (): string => `${api}/`, "resource/unknown", "without the slash at the end"],
    ["audience", (): string => "https://other.example", "resource/unknown", "isn't an API of this server"],
    ["resource", (): string => "api", "resource/malformed", "is not an absolute URI"],
    ["resource", (): string => `${api}#x`, "resource/malformed", "has a fragment"],
    ["resource", (): string => opaque, "resource/mismatch", "request scopes of"],
  ] as const)("with %s that cannot be honored goes back: %#", async (name, value, reason, says) => {
    const to = await world.regular.sentTo(web.begin({ ...SCOPE, [name]: value(), state: "s" }).url);
    expect(refusedTo(to, world.issuer, "invalid_target", reason, "s")).toContain(says);
  });

  it("with two APIs has scopes of both", async () => {
    const url = `${web.begin({ ...SCOPE, resource: api, state: "s" }).url}&resource=${encodeURIComponent(opaque)}`;
    const says = refusedTo(await world.regular.sentTo(url), world.issuer, "invalid_target", "resource/mismatch", "s");
    expect(says).toContain(`request scopes of ${opaque}`);
    const twice = `${web.begin({ ...SCOPE, resource: api }).url}&resource=${encodeURIComponent(api)}`;
    expect((await world.regular.sentTo(twice)).searchParams.get("code")).not.toBeNull();
  });

  it("with scopes of two APIs says which belongs to which", async () => {
    const to = await world.regular.sentTo(web.begin({ scope: "read_profile read_opaque", state: "s" }).url);
    const says = refusedTo(to, world.issuer, "invalid_scope", "scope/mixes-resources", "s");
    expect(says).toContain(`'read_profile' belongs to ${api}`);
    expect(says).toContain(`'read_opaque' belongs to ${opaque}`);
  });
});

describe("a token request", () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await web.tokens(world.regular, SCOPE);
  });
  const machine = (more: Record<string, string>) =>
    world.app("machine").token({ grant_type: "client_credentials", scope: "read_profile", ...more });
  const redeem = async (more: Record<string, string>) => {
    const { code: text, verifier } = await code({});
    return web.redeem(text, verifier, more);
  };
  const refresh = async (more: Record<string, string>) => {
    const answer = await web.refresh(tokens.refresh_token, more);
    if (answer.status === 200) tokens = tokensOf(answer);
    return answer;
  };

  const ways = { client_credentials: machine, authorization_code: redeem, refresh_token: refresh };
  describe.each(Object.entries(ways))("%s", (_, ask) => {
    it.each(["resource", "audience"])("is granted with %s of its own API", async (name) => {
      const answer = tokensOf(await ask({ [name]: api }));
      expect(audienceOf(answer.access_token)).toBe(api);
    });

    it.each([
      ["resource", (): string => opaque, "resource/mismatch"],
      ["audience", (): string => opaque, "resource/mismatch"],
      ["resource", (): string => `${api}/`, "resource/unknown"],
      ["audience", (): string => "demo", "resource/unknown"],
      ["resource", (): string => "demo", "resource/malformed"],
    ] as const)("is refused with %s of another one: %#", async (name, value, reason) => {
      refused(await ask({ [name]: value() }), 400, "invalid_target", reason);
      expect((await ask({ [name]: api })).status).toBe(200);
    });
  });

  it("that is refused leaves the code and the refresh token as they were", async () => {
    const { code: text, verifier } = await code({ resource: api });
    refused(await web.redeem(text, verifier, { resource: opaque }), 400, "invalid_target", "resource/mismatch");
    const next = tokensOf(await web.redeem(text, verifier, { resource: api }));
    refused(await web.refresh(next.refresh_token, { resource: opaque }), 400, "invalid_target", "resource/mismatch");
    // Narrowed to nothing of the API, the token would be for none.
    const narrow = await web.refresh(next.refresh_token, { scope: "offline_access", resource: api });
    refused(narrow, 400, "invalid_target", "resource/mismatch");
    expect((await web.refresh(next.refresh_token, { resource: api })).status).toBe(200);
  });

  it("without scope gets the default of the API that it names", async () => {
    const answer = await world.app("machine").token({ grant_type: "client_credentials", resource: opaque });
    expect(tokensOf(answer).scope).toBe("read_opaque");
    const none = await world.app("machine").token({ grant_type: "client_credentials", resource: api });
    expect(refused(none, 400, "invalid_target", "resource/mismatch")).toContain(`request scopes of ${api}, such as`);
  });

  it("of openid-client with resource, as MCP clients send it", async () => {
    const server = new URL(world.issuer);
    const config = await discovery(server, "machine", undefined, ClientSecretPost(SECRET), {
      execute: [allowInsecureRequests],
    });
    const granted = await clientCredentialsGrant(config, { resource: api, scope: "read_profile" });
    expect(audienceOf(granted.access_token)).toBe(api);
    const error = await clientCredentialsGrant(config, { resource: opaque, scope: "read_profile" }).catch((e) => e);
    expect(error).toMatchObject({ error: "invalid_target", status: 400 });
    expect(error.error_description).toContain(`resource=${api}`);
  });
});
