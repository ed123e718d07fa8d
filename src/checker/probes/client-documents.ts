/** Clients whose id is the URL of their metadata (draft-ietf-oauth-client-id-metadata-document). */
import { type Publisher, publisher, type Serve, trap } from "../client-documents.ts";
import { briefly, statusOf } from "../exchange.ts";
import { all, broken, either, type Finding, held, notApplicable, unclear, worst } from "../finding.ts";
import { type Authorized, CannotTell, type Changes, type Lab } from "../lab.ts";
import { isOwnHost } from "../own-hosts.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

type Members = Readonly<Record<string, unknown>>;

/** How a server says that a client may ask, and that a user is missing (OpenID Connect Core 3.1.2.6). */
const INTERACTION = ["login_required", "consent_required", "interaction_required", "account_selection_required"];

const MANY = 1_000_000;

interface Attempt {
  /** What is wrong with it, to end "A document …". */
  readonly called: string;
  readonly serve: (url: string, right: Members) => Serve;
}

const json =
  (members: unknown): Serve =>
  () => ({ body: JSON.stringify(members) });

/** Documents that must not make a client. */
const WRONG = {
  "client-id-differs": {
    called: "of another client",
    serve: (url, right) => json({ ...right, client_id: `${url}.other` }),
  },
  "no-client-id": { called: "without client_id", serve: (_, right) => json({ ...right, client_id: undefined }) },
  "no-redirect-uris": {
    called: "without redirect_uris",
    serve: (_, right) => json({ ...right, redirect_uris: undefined }),
  },
  "client-secret": {
    called: "with client_secret",
    serve: (_, right) => json({ ...right, client_secret: "everybody-can-read-this" }),
  },
  "secret-expires": {
    called: "with client_secret_expires_at",
    serve: (_, right) => json({ ...right, client_secret_expires_at: 0 }),
  },
  "not-json": { called: "that isn't JSON", serve: (_, right) => () => ({ body: `${JSON.stringify(right)}.` }) },
  "not-object": { called: "that is a list", serve: (_, right) => json([right]) },
  status: {
    called: "whose status is 404",
    serve: (_, right) => () => ({ status: 404, body: JSON.stringify(right) }),
  },
  "too-large": {
    called: "of a megabyte",
    serve: (_, right) => json({ ...right, software_statement_of_the_check: "x".repeat(MANY) }),
  },
} satisfies Readonly<Record<string, Attempt>>;

const SECRET_METHODS = ["client_secret_basic", "client_secret_post", "client_secret_jwt"];

type Wrong = keyof typeof WRONG;

interface Documents {
  readonly lab: Lab;
  readonly at: Publisher;
  readonly redirectUri: string;
  /** Parameters that keep users out of it, if the server knows them. */
  readonly quietly: Changes;
}

const FINDS = [
  ...(["metadata", "accepted", "redeemed", "redirect-uri", "redirect", "secret-methods"] as const),
  ...(["fragment", "user-info", "dot-segments", "http", "error-not-cached", "invalid-not-cached"] as const),
  ...(["special-use"] as const),
  ...(Object.keys(WRONG) as Wrong[]),
];

export const clientDocuments = probe({
  does: "Publishes metadata of clients, right and wrong, and sends authorization requests of those clients.",
  needs: ["authorization endpoint", "client documents"],
  finds: FINDS,
  async run(lab) {
    const at = await publisher(lab);
    try {
      return await findings(lab, at);
    } finally {
      await at.close();
    }
  },
});

async function findings(lab: Lab, at: Publisher): Promise<Record<(typeof FINDS)[number], Finding>> {
  const { client_id_metadata_document_supported: says } = lab.target.metadata;
  const metadata = either(
    typeof says === "boolean",
    `It is ${says}.`,
    `client_id_metadata_document_supported is ${JSON.stringify(says)}.`,
    lab.target.oauth.exchange,
  );
  const usual = { lab, at, redirectUri: `${at.base}/callback` };
  const first = await request({ ...usual, quietly: {} }, right(usual));
  if (!isAccepted(first)) {
    const others = FINDS.filter((one) => one !== "metadata" && one !== "accepted");
    const because = `A client with a right document isn't accepted: ${ending(first)}.`;
    return { ...all(others, unclear(because, first.last)), metadata, accepted: broken(because, first.last) } as never;
  }
  const quiet = { prompt: "none" };
  const isQuiet = isAccepted(await request({ ...usual, quietly: quiet }, right(usual)));
  const documents = { ...usual, quietly: isQuiet ? quiet : {} };
  const found: Partial<Record<Wrong, Finding>> = {};
  for (const [name, { called, serve }] of Object.entries(WRONG) as [Wrong, Attempt][])
    found[name] = await refused(documents, `A document ${called}`, (url) => serve(url, rightFor(usual, url)));
  return {
    ...(found as Record<Wrong, Finding>),
    metadata,
    accepted: held("The client is accepted.", first.last),
    redeemed: await redeemed(lab, first),
    "redirect-uri": await otherRedirectUri(documents),
    redirect: await redirected(documents),
    "secret-methods": await secretMethods(documents),
    ...(await otherUrls(documents)),
    ...(await cached(documents)),
    "special-use": await specialUse(documents),
  };
}

const rightFor = ({ redirectUri }: Pick<Documents, "redirectUri">, url: string): Members => ({
  client_id: url,
  client_name: "candor check",
  redirect_uris: [redirectUri],
  grant_types: ["authorization_code"],
  response_types: ["code"],
  token_endpoint_auth_method: "none",
});

/** The URL of a right document. */
const right = ({ at, redirectUri }: Pick<Documents, "at" | "redirectUri">): string =>
  at.publish((url) => json(rightFor({ redirectUri }, url)));

const clientAt = ({ lab: { target }, redirectUri }: Documents, url: string): TestClient => ({
  client_id: url,
  token_endpoint_auth_method: "none",
  redirect_uri: redirectUri,
  scope: (target.clients.public ?? target.clients.web)?.scope ?? "openid",
});

const request = (documents: Documents, url: string, changes: Changes = {}): Promise<Authorized> =>
  documents.lab.authorize(clientAt(documents, url), { ...documents.quietly, ...changes });

/** The browser came back with a code, or with word that only the user is missing. */
function isAccepted({ landing }: Authorized): boolean {
  const parameters = landing.returned?.parameters;
  return parameters?.has("code") === true || INTERACTION.includes(parameters?.get("error") ?? "");
}

function ending({ landing, last }: Authorized): string {
  const error = landing.returned?.parameters.get("error");
  return error ? `the redirect has error=${error}` : `the response is ${briefly(last)}`;
}

async function refused(documents: Documents, what: string, serve: (url: string) => Serve): Promise<Finding> {
  return isRefused(await request(documents, documents.at.publish(serve)), what);
}

const isRefused = (authorized: Authorized, what: string): Finding =>
  either(
    !isAccepted(authorized),
    `It isn't accepted: ${ending(authorized)}.`,
    `${what} makes a client.`,
    authorized.last,
  );

async function redeemed(lab: Lab, authorized: Authorized): Promise<Finding> {
  const code = authorized.landing.returned?.parameters.get("code");
  if (!code) return unclear("No user signed in, so that there is no code.", authorized.last);
  const exchange = await lab.redeem({ ...authorized, code });
  return either(
    statusOf(exchange) === 200,
    "The code is redeemed.",
    `The code of such a client isn't redeemed: ${briefly(exchange)}.`,
    exchange,
  );
}

async function otherRedirectUri(documents: Documents): Promise<Finding> {
  const other = await request(documents, right(documents), { redirect_uri: `${documents.redirectUri}/other` });
  return either(
    other.landing.returned === undefined,
    `There is no redirect: ${ending(other)}.`,
    "The user is sent to a redirect URI that isn't in the document.",
    other.last,
  );
}

/** The document is elsewhere, and says the client_id that it was asked for. */
async function redirected(documents: Documents): Promise<Finding> {
  const { at } = documents;
  return refused(documents, "A document behind a redirect", (url) => {
    const elsewhere = at.publish(() => json(rightFor(documents, url)));
    return () => ({ status: 302, headers: { location: elsewhere }, body: "" });
  });
}

async function secretMethods(documents: Documents): Promise<Finding> {
  const found: Finding[] = [];
  for (const token_endpoint_auth_method of SECRET_METHODS)
    found.push(
      await refused(documents, `A document with ${token_endpoint_auth_method}`, (url) =>
        json({ ...rightFor(documents, url), token_endpoint_auth_method }),
      ),
    );
  return worst(found as [Finding]);
}

/** URLs that a client_id must not be, although there is a document behind each of them. */
async function otherUrls(documents: Documents) {
  const { at } = documents;
  const other = async (change: (url: string) => string, what: string): Promise<Finding> => {
    const url = at.publish((own) => json(rightFor(documents, change(own))));
    return isRefused(await request(documents, change(url)), what);
  };
  const inPath = (url: string): string => url.replace(/\/([^/]+)$/, "/a/../$1");
  return {
    fragment: await other((url) => `${url}#part`, "A URL with a fragment"),
    "user-info": await other((url) => url.replace("https://", "https://ada:secret@"), "A URL with a password"),
    "dot-segments": await other(inPath, "A URL with dot segments"),
    http: await other((url) => url.replace("https:", "http:"), "A URL without TLS"),
  } as const;
}

/** What was wrong once is asked for again. */
async function cached(documents: Documents): Promise<Record<"error-not-cached" | "invalid-not-cached", Finding>> {
  const later = async (first: (right: Members) => ReturnType<Serve>): Promise<Finding> => {
    const url = documents.at.publish((own) => (nth) => {
      const members = rightFor(documents, own);
      return nth === 1 ? first(members) : { body: JSON.stringify(members) };
    });
    const before = await request(documents, url);
    if (isAccepted(before)) return notApplicable("The wrong document is accepted.", before.last);
    const after = await request(documents, url);
    return either(
      isAccepted(after),
      "When the document is right, it is accepted.",
      `The document is right now, and isn't accepted: ${ending(after)}.`,
      before.last,
      after.last,
    );
  };
  return {
    "error-not-cached": await later((members) => ({ status: 500, body: JSON.stringify(members) })),
    "invalid-not-cached": await later((members) => ({ body: JSON.stringify({ ...members, client_id: "wrong" }) })),
  };
}

/** A URL that leads to the server's own machine, by an address that is nobody's. */
async function specialUse(documents: Documents): Promise<Finding> {
  const bait = await trap().catch(() => undefined);
  if (bait === undefined) throw new CannotTell("Nothing can listen on loopback.");
  try {
    const { last } = await request(documents, bait.url);
    if (bait.touched() > 0) return broken(`It connects to ${bait.url}.`, last);
    return isOwnHost(documents.lab.target.issuer, new Set())
      ? held(`It doesn't connect to ${bait.url}.`, last)
      : unclear("Only of a server on this machine can be seen where it connects to.", last);
  } finally {
    await bait.close();
  }
}
