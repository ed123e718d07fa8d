/**
 * The servers whose refusals the user may see, and the client's credentials for each. Secrets come from a file or from environment
 * variables: other users of a machine can see the arguments of a process.
 */
import { readText } from "../read-text.ts";
import { secretVariable } from "../secret-variable.ts";

export interface Credentials {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the client is registered to authenticate (RFC 7591, section 2). */
  readonly method: "client_secret_basic" | "client_secret_post";
}

interface From {
  readonly issuer?: string;
  readonly credentials?: string;
}

/** @throws in words if they are incomplete. */
export function credentialsFrom({ issuer, credentials }: From, env: NodeJS.ProcessEnv): readonly Credentials[] {
  const file = credentials ?? env.CANDOR_CREDENTIALS;
  if (file !== undefined && file !== "") return inFile(file, issuer);
  const set = {
    issuer: issuer ?? env.CANDOR_ISSUER,
    client_id: env.CANDOR_CLIENT_ID,
    client_secret: secretVariable("CANDOR_CLIENT_SECRET", env),
    token_endpoint_auth_method: env.CANDOR_CLIENT_AUTH_METHOD,
  };
  if (Object.values(set).every((value) => !value)) return [];
  return [checked(set, "The environment")];
}

function inFile(file: string, issuer: string | undefined): readonly Credentials[] {
  let value: unknown;
  const text = readText(file);
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`The credentials in ${file} are not JSON.`);
  }
  const all = (Array.isArray(value) ? value : [value]).map((one) => checked(one, file));
  return issuer === undefined ? all : all.filter((one) => one.issuer === checkedIssuer(issuer, "--issuer"));
}

/** Names as in client registration (RFC 7591). */
function checked(value: unknown, source: string): Credentials {
  const { issuer, client_id, client_secret, token_endpoint_auth_method } = (value ?? {}) as Record<string, unknown>;
  const lacks = [
    [issuer, "issuer", "CANDOR_ISSUER or --issuer"],
    [client_id, "client_id", "CANDOR_CLIENT_ID"],
    [client_secret, "client_secret", "CANDOR_CLIENT_SECRET"],
  ].filter(([given]) => typeof given !== "string" || given === "");
  const [first] = lacks;
  if (first !== undefined)
    throw new Error(`${source} has no ${first[1]} for refusals. Set ${first[2]}, or use a file: --credentials.`);
  const method = token_endpoint_auth_method || "client_secret_basic";
  if (method !== "client_secret_basic" && method !== "client_secret_post")
    throw new Error(
      `${source} has a token_endpoint_auth_method other than client_secret_basic and client_secret_post.`,
    );
  return {
    issuer: checkedIssuer(issuer as string, source),
    clientId: client_id as string,
    clientSecret: client_secret as string,
    method,
  };
}

/** Without a slash at the end. HTTPS, or plain HTTP to this machine: a secret is sent there. */
function checkedIssuer(issuer: string, source: string): string {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isHere = url?.protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === undefined || (url.protocol !== "https:" && !isHere) || url.search !== "" || url.hash !== "")
    throw new Error(`${source} has an issuer that is not an https URL without query and fragment.`);
  return `${url.origin}${url.pathname}`.replace(/\/$/, "");
}
