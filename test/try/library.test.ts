/** `tryFlow` and `tryMcp` of `candor/check`, as a test suite uses them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asHttp, type McpStep, tryFlow, tryMcp } from "../../src/checker/index.ts";
import { senderOf } from "../../src/checker/sender.ts";
import { formSignIn } from "../../src/checker/sign-in/forms.ts";
import { explain } from "../../src/doctor/index.ts";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { freePort } from "../free-port.ts";
import { type Guarded, startMcp } from "./mcp/server.ts";
import { type Peer, startPeer } from "./peer.ts";

/** A browser of a user who is signed in already, or whom the peer asks nothing. */
async function browse(url: string): Promise<void> {
  const { send } = senderOf({ most: 50, rate: 1_000, timeout: 20_000, isOwn: () => true });
  const landing = await formSignIn(send, undefined).visit(url, new URL(url).searchParams.get("redirect_uri") ?? "");
  if (landing.returned !== undefined) await fetch(landing.returned.url);
}

describe("tryFlow", () => {
  let mock: Mock;
  const service = {
    flow: "client-credentials",
    clientId: "demo-service",
    clientSecret: "demo-service-secret",
  } as const;
  let redirectUri: string;
  beforeAll(async () => {
    redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
    mock = await startMock({ user: "ada", redirectUris: [redirectUri] });
  });
  afterAll(() => mock?.close());

  it("returns what happened, without secrets", async () => {
    const result = await tryFlow(mock.issuer, { ...service, scope: "read_profile" });
    expect([result.outcome, result.exchange]).toEqual(["works", undefined]);
    expect(result.sections.map(({ title }) => title)).toEqual(["The metadata", "The token request"]);
    expect(JSON.stringify(result)).toContain("grant_type=client_credentials");
    expect(JSON.stringify(result)).not.toContain("demo-service-secret");
  });

  it("a refusal is an exchange that can be explained", async () => {
    const { outcome, exchange } = await tryFlow(mock.issuer, { ...service, scope: "read_profil" });
    expect(outcome).toBe("refused");
    if (exchange === undefined) throw new Error("There is no exchange.");
    expect(explain(asHttp(exchange)).findings[0]?.reason).toBe("scope/misspelled");
  });

  it("signs in where the test says", async () => {
    const result = await tryFlow(mock.issuer, {
      ...{ clientId: "demo-spa", scope: "openid read_profile", redirectUri },
      signIn: (url) => void browse(url),
    });
    expect(result).toMatchObject({ outcome: "works" });
    expect(result.sections.map(({ title }) => title)).toContain("The ID token");
  });

  it.each([
    [{ clientId: "demo-spa" }, "signIn"],
    [{ clientId: "demo-spa", flow: "refresh" }, "refresh token"],
    [{ clientId: "demo-spa", call: "http://api.example/" }, "isn't sent to http://api.example/"],
  ] as const)("%j can't begin, and says why", async (options, why) => {
    expect(await tryFlow(mock.issuer, options)).toMatchObject({
      outcome: "cannot begin",
      says: expect.stringContaining(why),
    });
  });
});

describe("tryMcp", () => {
  let peer: Peer;
  let guarded: Guarded;
  beforeAll(async () => {
    peer = await startPeer();
    guarded = await startMcp(
      () => peer.origin,
      () => `${peer.origin}/jwks`,
    );
  });
  afterAll(() => Promise.all([guarded?.close(), peer?.close()]));

  it("walks, and tells of each step", async () => {
    const steps: McpStep[] = [];
    const walk = await tryMcp(guarded.url, { told: (step) => steps.push(step) });
    expect([walk.verdict, walk.steps.length]).toEqual(["incomplete", 14]);
    expect(steps).toEqual(walk.steps);
    expect(walk.steps.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("goes to the end if somebody signs in", async () => {
    const walk = await tryMcp(guarded.url, { signIn: (url) => void browse(url) });
    expect(walk.verdict).toBe("works");
  });

  it("rejects a URL that no server can have", async () => {
    await expect(tryMcp("file:///etc/passwd")).rejects.toThrow("not an http or https URL");
  });
});
