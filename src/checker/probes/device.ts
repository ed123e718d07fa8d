/** The device authorization grant (RFC 8628). */
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { hasError, json, noStore, refused } from "../json-responses.ts";
import { CannotTell, type Changes, type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import { listed, type TestClient } from "../target.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";

interface Started {
  readonly exchange: Exchange;
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri_complete?: string | undefined;
}

const deviceClient = (lab: Lab): TestClient => lab.target.clients.device ?? lab.client("web");

const ask = (lab: Lab, changes: Changes = {}, as: TestClient = deviceClient(lab)): Promise<Exchange> =>
  lab.send(lab.asClient(as, lab.endpoint("device_authorization"), pairsOf({ scope: as.scope }, changes)));

/** Throws `CannotTell` if the server starts nothing for this client. */
export async function startDevice(lab: Lab): Promise<Started> {
  const exchange = await ask(lab);
  const { device_code, user_code, verification_uri_complete: complete } = jsonOf(exchange) ?? {};
  if (statusOf(exchange) !== 200 || typeof device_code !== "string")
    throw new CannotTell(
      `The device authorization request was refused: ${briefly(exchange)}. A client with the device grant is needed: clients.device.`,
      [exchange],
    );
  return {
    exchange,
    device_code,
    user_code: typeof user_code === "string" ? user_code : "",
    verification_uri_complete: typeof complete === "string" && URL.canParse(complete) ? complete : undefined,
  };
}

export const poll = (lab: Lab, { device_code }: Pick<Started, "device_code">, as: TestClient = deviceClient(lab)) =>
  lab.token(as, { grant_type: GRANT, device_code });

export const deviceRequests = probe({
  does: "Starts device authorizations, good ones and bad ones, and polls.",
  needs: ["device grant", "token endpoint"],
  finds: [
    ...([
      "members",
      "json",
      "no-store",
      "lifetime",
      "interval",
      "https",
      "user-code",
      "device-code",
      "listed",
    ] as const),
    ...(["secret", "unknown-client", "nobody", "get-refused", "repeated", "unknown-parameter"] as const),
    ...(["pending", "slow-down", "code-absent", "code-unknown"] as const),
  ],
  async run(lab) {
    const client = deviceClient(lab);
    const started = await startDevice(lab);
    const url = lab.endpoint("device_authorization");
    const nobody: TestClient = { client_id: lab.fresh(12), token_endpoint_auth_method: "none" };
    const first = await poll(lab, started);
    const second = await poll(lab, started);
    return {
      ...ofResponse(started),
      listed: either(
        listed(lab.target, "grant_types_supported")?.includes(GRANT) ?? false,
        "The grant is listed.",
        "grant_types_supported lacks the device grant.",
      ),
      secret:
        client.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : hasError(await ask(lab, {}, { ...client, client_secret: lab.fresh() }), "invalid_client"),
      "unknown-client": hasError(await ask(lab, {}, nobody), "invalid_client"),
      nobody: refused(await lab.send({ url, form: { scope: client.scope ?? "openid" } })),
      "get-refused": byGet(await lab.send({ url: `${url}?client_id=${encodeURIComponent(client.client_id)}` })),
      repeated: hasError(await ask(lab, { scope: [client.scope ?? "openid", "profile"] }), "invalid_request"),
      "unknown-parameter": either(
        statusOf(await ask(lab, { nobody_knows_this: "1" })) === 200,
        "The parameter is ignored.",
        "The request is refused.",
      ),
      pending: either(
        errorOf(first) === "authorization_pending" && statusOf(first) === 400,
        "The response is 400 authorization_pending.",
        `The response is ${briefly(first)} instead of 400 authorization_pending.`,
        first,
      ),
      "slow-down": hasError(second, "slow_down"),
      "code-absent": hasError(await lab.token(client, { grant_type: GRANT }), "invalid_request"),
      "code-unknown": hasError(await poll(lab, { device_code: lab.fresh(32) }), "invalid_grant"),
    };
  },
});

const byGet = (exchange: Exchange): Finding =>
  either(
    jsonOf(exchange)?.device_code === undefined,
    `The response is ${briefly(exchange)}.`,
    "Device authorization by GET works.",
    exchange,
  );

const isPositive = (value: unknown): boolean => typeof value === "number" && value > 0;

/** Bits of a code that users type, by its alphabet: digits, or letters without vowels (RFC 8628 6.1). */
function typedBits(code: string): number {
  const characters = code.replace(/[^a-z0-9]/gi, "");
  return characters.length * Math.log2(/^\d*$/.test(characters) ? 10 : 20);
}

function ofResponse({ exchange, device_code, user_code }: Started) {
  const { verification_uri: uri, expires_in: expires, interval } = jsonOf(exchange) ?? {};
  const isUrl = typeof uri === "string" && URL.canParse(uri);
  return {
    members: either(
      user_code !== "" && isUrl && isPositive(expires),
      "device_code, user_code, verification_uri and expires_in are there.",
      "One of device_code, user_code, verification_uri and expires_in is missing.",
      exchange,
    ),
    json: json(exchange),
    "no-store": noStore(exchange),
    lifetime: !isPositive(expires)
      ? unclear("There is no expires_in.", exchange)
      : either(
          (expires as number) <= 1800,
          `The codes expire after ${expires} seconds.`,
          `The codes expire after ${expires} seconds, more than half an hour.`,
          exchange,
        ),
    interval: either(
      interval === undefined || isPositive(interval),
      interval === undefined ? "There is no interval, so it is 5 seconds." : `interval is ${interval} seconds.`,
      `interval is ${JSON.stringify(interval)} instead of a number of seconds.`,
      exchange,
    ),
    https: !isUrl
      ? unclear("There is no verification_uri.", exchange)
      : either(
          /^(https:|http:\/\/(localhost|127\.[\d.]+|\[::1\])[:/])/.test(uri),
          "verification_uri has https.",
          `verification_uri is ${uri}.`,
          exchange,
        ),
    "user-code":
      user_code === ""
        ? unclear("There is no user_code.", exchange)
        : either(
            typedBits(user_code) >= 26,
            "It is long enough.",
            `It has ${Math.floor(typedBits(user_code))} bits at most, fewer than 8 digits have.`,
            exchange,
          ),
    "device-code": either(
      hasBits(device_code, 128),
      "It is long enough for 128 bits.",
      `It has ${device_code.length} characters, too few for 128 bits.`,
      exchange,
    ),
  };
}

export const deviceApproval = probe({
  does: "Approves devices on the verification page, and redeems their codes.",
  needs: ["device grant", "token endpoint"],
  finds: ["needs-user", "tokens-no-store", "once", "bound"],
  async run(lab) {
    const ignored = await startDevice(lab);
    const { verification_uri_complete: complete } = ignored;
    if (complete === undefined)
      throw new CannotTell("There is no verification_uri_complete to visit.", [ignored.exchange]);
    await lab.openUnknown(complete);
    const unasked = await poll(lab, ignored);
    const { device_code } = await approved(lab);
    const tokens = await poll(lab, { device_code });
    const isGranted = statusOf(tokens) === 200 && typeof jsonOf(tokens)?.access_token === "string";
    const cannot = unclear("The pages for the user's approval led to no token.", tokens);
    return {
      "needs-user": either(
        statusOf(unasked) !== 200,
        `Nobody has signed in, and the response is ${briefly(unasked)}.`,
        "Nobody has signed in, and there is a token.",
        unasked,
      ),
      "tokens-no-store": isGranted ? noStore(tokens) : cannot,
      once: isGranted ? notGiven(await poll(lab, { device_code })) : cannot,
      bound: isGranted ? await byAnother(lab) : cannot,
    };
  },
});

async function approved(lab: Lab): Promise<Started> {
  const started = await startDevice(lab);
  await lab.open(started.verification_uri_complete ?? "");
  return started;
}

/** No token comes. */
const notGiven = (exchange: Exchange): Finding =>
  either(statusOf(exchange) !== 200, `The response is ${briefly(exchange)}.`, "There is a token.", exchange);

async function byAnother(lab: Lab): Promise<Finding> {
  const { other } = lab.target.clients;
  if (other === undefined) return unclear("A second client with the device grant is needed: clients.other.");
  const exchange = await poll(lab, await approved(lab), other);
  if (errorOf(exchange) === "unauthorized_client")
    return unclear("The second client hasn't got the device grant.", exchange);
  return notGiven(exchange);
}
