/** What Candor refuses, read by an application through `candor/client`: every reason of the catalogue that travels to one. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OAuthFailure } from "../../src/client/index.ts";
import { faceOf, reasonOf } from "../../src/reasons/index.ts";
import { clients } from "../catalogue/reach/clients.ts";
import { grants } from "../catalogue/reach/grants.ts";
import { people } from "../catalogue/reach/people.ts";
import { requests } from "../catalogue/reach/requests.ts";
import { scopes } from "../catalogue/reach/scopes.ts";
import { tokens } from "../catalogue/reach/tokens.ts";
import { openReachable, type Reach } from "../catalogue/reach/world.ts";
import { asService, ISSUER, type World } from "../catalogue/world.ts";

const reach: Reach = { ...requests, ...clients, ...scopes, ...grants, ...tokens, ...people };

let world: World;
beforeAll(async () => {
  world = await openReachable();
});
afterAll(() => world.close());

/** As an application gets it: by redirect in its callback, otherwise as the response. */
async function failureOf(answer: Response): Promise<OAuthFailure | undefined> {
  const callback = answer.headers.get("location");
  return callback === null ? OAuthFailure.from(answer) : OAuthFailure.from(callback);
}

const isPage = (answer: Response) => answer.headers.get("content-type")?.startsWith("text/html") ?? false;

describe("an application reads", () => {
  it.each(Object.entries(reach))("%s", async (_, run) => {
    const answer = await run(world);
    const failure = await failureOf(answer);
    const { ref, refusal } = world.journal.at(-1) ?? {};
    if (refusal === undefined) throw new Error("Nothing was refused.");
    // Neither a page for the user nor a success, under which a refusal can hide, is a failure to the application.
    const none = isPage(answer) || answer.ok;
    expect({ reason: failure?.reason, ref: failure?.ref, error: failure?.error }).toEqual(
      none
        ? { reason: undefined, ref: undefined, error: undefined }
        : { reason: faceOf(refusal), ref, error: reasonOf(faceOf(refusal)).error },
    );
    if (!none) expect(String(failure)).toContain(`(${faceOf(refusal)}, ref ${ref}`);
  });
});

describe("what to do", () => {
  it.each<[code: keyof typeof reach, next: string]>([
    ["scope/misspelled", "fix"],
    ["client-auth/secret-wrong", "fix"],
    ["code/already-used", "sign-in"],
    ["code/redirect-uri-mismatch", "fix"],
    ["pkce/verifier-mismatch", "fix"],
    ["refresh-token/reused", "sign-in"],
    ["user/denied", "stop"],
    ["user/login-required", "sign-in"],
    ["token/expired", "refresh"],
    ["token/insufficient-scope", "ask"],
    ["server/fault", "retry"],
  ])("about %s: %s", async (code, next) => {
    const answer = await reach[code]?.(world);
    expect((await failureOf(answer as Response))?.next).toBe(next);
  });

  it("an API names the scope to ask for", async () => {
    const answer = await reach["token/insufficient-scope"]?.(world);
    expect(await failureOf(answer as Response)).toMatchObject({ scope: "write_multipass", status: 403 });
  });

  it("a throttled client hears how long to wait", async () => {
    const answer = await reach["client-auth/throttled"]?.(world);
    const failure = await failureOf(answer as Response);
    expect(failure).toMatchObject({ next: "retry", status: 429 });
    expect(failure?.retryAfter).toBe(Number(answer?.headers.get("retry-after")));
  });

  it("a callback brings state and iss", async () => {
    const answer = await reach["user/denied"]?.(world);
    const callback = new URL(answer?.headers.get("location") ?? "");
    expect(OAuthFailure.from(callback)?.iss).toBe(ISSUER);
    callback.searchParams.set("state", "a state");
    expect(OAuthFailure.from(callback)?.state).toBe("a state");
  });

  it("a success is no failure", async () => {
    const answer = await world.form("/token", { grant_type: "client_credentials" }, asService);
    expect(await OAuthFailure.from(answer)).toBeUndefined();
    expect(await answer.json()).toHaveProperty("access_token");
  });
});
