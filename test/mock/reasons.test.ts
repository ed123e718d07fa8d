/** Every reason that a response can name is refused on demand, over HTTP, as the catalogue says and as Candor itself refuses. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_ISSUER } from "../../src/demo/world.ts";
import { explain, toReport } from "../../src/doctor/index.ts";
import { type Mock, MockError, startMock } from "../../src/mock/index.ts";
import { ORDERABLE } from "../../src/mock/reasons.ts";
import { type Example, exampleOf } from "../../src/reasons/examples/index.ts";
import { type Code, codes, faceOf, reasonOf, statusOf } from "../../src/reasons/index.ts";
import { sampleOf } from "../../src/reasons/samples/index.ts";
import { arrange } from "../catalogue/examples/circumstances.ts";
import { type Message, read } from "../catalogue/examples/message.ts";
import { Stage } from "../catalogue/examples/stage.ts";
import { seen } from "./shape.ts";

const HTTPS = "https://id.example";
const HTTPS_ONLY = "the issuer is https://id.example";

let mock: Mock;
let stages: readonly Stage[];
beforeAll(async () => {
  [mock, ...stages] = await Promise.all([startMock(), Stage.open(DEMO_ISSUER), Stage.open(HTTPS)]);
});
afterEach(() => mock.reset());
afterAll(async () => {
  await mock?.close();
  for (const { world } of stages ?? []) await world.close();
});

const authorize = (): string =>
  new URLSearchParams({
    ...{ client_id: "demo-web", redirect_uri: `${mock.issuer}/demo/callback`, response_type: "code", scope: "openid" },
    ...{ code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" },
  }).toString();

/** These say how a body is written, and would be wrong about this one. */
const OF_THE_BODY: readonly string[] = ["Host", "Transfer-Encoding", "Content-Length", "Content-Encoding"];

function requestOf({ method, target, headers, body }: Message, issuer: string): Request {
  // Two of one name would be refused before anybody could order anything.
  const first = (name: string, at: number) => headers.findIndex(([other]) => other === name) === at;
  const kept = headers.filter(([name], at) => !OF_THE_BODY.includes(name) && first(name, at));
  return new Request(new URL(target, issuer), {
    method,
    redirect: "manual",
    headers: kept.map(([name, value]): [string, string] => [name, value]),
    ...(body !== undefined && method !== "GET" && { body }),
  });
}

/** The request of the reason's example, to the mock. What the real flow would bring is anything. */
function toMock(code: Code): Request {
  // Its client can't have users sent back at all in the mock's registry.
  if (code === "client/response-type-not-allowed")
    return new Request(`${mock.issuer}/authorize?${authorize()}`, { redirect: "manual" });
  const text = exampleOf(code)
    .refused.replaceAll(/(?:http:\/\/localhost:9400|https?:\/\/id\.example)/g, mock.issuer)
    .replaceAll(/\{base64 of ([^}]+)\}/g, (_, pair: string) => Buffer.from(pair).toString("base64"))
    .replaceAll(/\{request_uri[^}]*\}/g, "urn:ietf:params:oauth:request_uri:candor_pushed_filled")
    .replaceAll(/\{request[^}]*\}/g, encodeURIComponent(authorize()))
    .replaceAll(/\{[^}]+\}/g, "filled");
  return requestOf(read(text), mock.issuer);
}

/** What Candor itself responds to the example, in the circumstances of the example. */
async function byCandor({ given = [], refused }: Example): Promise<Response> {
  const [demo, https] = stages;
  const stage = (given.includes(HTTPS_ONLY) ? https : demo) as Stage;
  stage.clear();
  for (const circumstance of given) await arrange[circumstance](stage);
  const { method, target, headers, body } = read(await stage.attempt.fill(refused));
  return stage.world.send(new URL(target, stage.issuer).href, {
    method,
    headers: headers.filter(([name]) => name !== "Host").map(([name, value]): [string, string] => [name, value]),
    ...(body !== undefined && { body }),
  });
}

/** Candor shows the form again, with the error beside it. The mock has only the page of the reason. */
const ON_ITS_FORM: readonly string[] = ["device/user-code-wrong", "ciba/not-waiting"];

/**
 * The demo's API is protected by `candor/resource`, whose challenge leads to the metadata of the API. The mock has no API, and its
 * challenge has the realm of the server, as that of /userinfo.
 */
const schemeOf = (challenge: string | undefined): string | undefined => challenge?.split(" ", 1)[0];

/** No check refuses so. It is what several reasons are shown as. */
const FACE = "client-auth/failed";

describe.each(ORDERABLE)("%s", (code) => {
  it("is refused on demand, with the status and the error of the catalogue, and as Candor does", async () => {
    const order = mock.refuse(code);
    const { shape, errorUri, text } = await seen(await fetch(toMock(code)));
    expect([order.used, order.waiting, mock.waiting]).toEqual([1, false, []]);
    const face = faceOf(sampleOf(code));
    const reason = reasonOf(face);
    if (shape.form !== "redirect") expect(shape.status).toBe(statusOf(reason));
    if (shape.form === "json" || shape.form === "redirect") expect(shape.error).toBe(reason.error);
    if (shape.reason !== undefined) expect(shape.reason).toBe(face);
    // Only the sign-in page with its form says it without the page of the reason.
    else expect(code).toMatch(/^user\/(?:credentials-wrong|throttled|queue-full)$/);

    const real = await seen(await byCandor(exampleOf(code)));
    // The page has the app's name where the request really came that far.
    const expected = real.shape.headers.includes("strict-transport-security")
      ? { ...real.shape, headers: real.shape.headers.filter((name) => name !== "strict-transport-security") }
      : real.shape;
    const [api, mocked] = [real.shape.challenge, shape.challenge];
    if (api?.includes("resource_metadata") === true) {
      expect([schemeOf(mocked), mocked?.includes("error")]).toEqual([schemeOf(api), api.includes("error")]);
      expect({ ...shape, challenge: api }).toEqual(expected);
    } else if (ON_ITS_FORM.includes(code)) expect(real.shape).toMatchObject({ status: shape.status, form: "page" });
    else expect(shape).toEqual(expected);

    // What it leads to is there.
    if (errorUri !== undefined) expect((await fetch(errorUri)).status).toBe(200);
    if (shape.form === "json") expect(toReport(explain(text)).findings[0]?.reason).toBe(face);
  });
});

it("are all but those that no response names", () => {
  expect(codes.filter((code) => !ORDERABLE.includes(code))).toEqual(["client/introspection-not-allowed"]);
  expect(ORDERABLE).toContain(FACE);
});

describe("a name that can't be ordered says which one can:", () => {
  it.each([
    ["scope/mispelled", "scope/misspelled", /There is no reason "scope\/mispelled"\. Did you mean scope\/misspelled/],
    ["expired", "code/expired", /Did you mean .*code\/expired/],
    ["pkce", "pkce/required", /Did you mean pkce\/required/],
    ["invalid_scope", "scope/unknown", /invalid_scope is an error, and several reasons lead to it/],
    ["client/introspection-not-allowed", FACE, /No response names .*"active": false.*Did you mean client-auth\/failed/],
    ["zzzzzzzzzzzz", undefined, /There is no reason "zzzzzzzzzzzz"\.$/],
  ])("%s", (name, nearest, says) => {
    const error = (() => {
      try {
        return mock.refuse(name as Code);
      } catch (thrown) {
        return thrown as MockError;
      }
    })();
    expect(error).toBeInstanceOf(MockError);
    expect((error as MockError).message).toMatch(says);
    if (nearest === undefined) expect((error as MockError).nearest).toEqual([]);
    else expect((error as MockError).nearest).toContain(nearest);
  });
});
