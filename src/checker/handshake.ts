/** What a check asks of connections with TLS. */

/** What TLS is asked for, and whether the server's certificate counts. */
export interface Handshake {
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  readonly ciphers?: string;
  readonly rejectUnauthorized?: boolean;
}

type TlsVersion = "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** For a request by HTTPS: an `Agent` and a `SecureContext` of Node, which browsers don't have, so that no type here is one of Node's. */
export interface Secured extends Partial<Certificate>, Handshake {
  readonly agent?: object | false;
  readonly secureContext?: object;
}
