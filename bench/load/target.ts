/** Where a server listens and what its paths are for, read from its metadata (OpenID Connect Discovery 4.2). */
export interface Target {
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  /** Whether its authorization responses say who sends them (RFC 9207). */
  readonly saysIssuer: boolean;
  /** Empty where there is none. */
  readonly paths: {
    readonly authorization: string;
    readonly token: string;
    readonly introspection: string;
    readonly pushed: string;
  };
}

/** A target that has nothing but a port: the floor responds the same to everything. */
export function bareTarget(port: number): Target {
  const host = `127.0.0.1:${port}`;
  const paths = { authorization: "/", token: "/", introspection: "/", pushed: "/" };
  return { origin: `http://${host}`, host, port, saysIssuer: false, paths };
}

/** Reads the metadata document of an authorization server on the loopback. */
export function targetOf(port: number, metadata: string): Target {
  const document = JSON.parse(metadata) as Record<string, unknown>;
  const { origin, host } = new URL(text(document, "issuer"));
  return {
    origin,
    host,
    port,
    saysIssuer: document.authorization_response_iss_parameter_supported === true,
    paths: {
      authorization: pathOf(document, "authorization_endpoint"),
      token: pathOf(document, "token_endpoint"),
      introspection: pathOf(document, "introspection_endpoint"),
      pushed: pathOf(document, "pushed_authorization_request_endpoint"),
    },
  };
}

function pathOf(document: Record<string, unknown>, member: string): string {
  return document[member] === undefined ? "" : new URL(text(document, member)).pathname;
}

function text(document: Record<string, unknown>, member: string): string {
  const value = document[member];
  if (typeof value !== "string") throw new Error(`The server's metadata has no ${member}.`);
  return value;
}
