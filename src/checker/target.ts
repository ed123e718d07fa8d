/** What is known of the server that is checked: its metadata, and what the user gave to try it with. */
import type { Exchange } from "./exchange.ts";

/** A client that probes act as. The members have the names of RFC 7591. */
export interface TestClient {
  readonly client_id: string;
  readonly client_secret?: string | undefined;
  readonly token_endpoint_auth_method: "client_secret_basic" | "client_secret_post" | "none";
  readonly redirect_uri?: string | undefined;
  /** What it asks for. */
  readonly scope?: string | undefined;
}

/** The parts that clients play. */
export interface TestClients {
  /** A confidential client with the code grant. */
  readonly web?: TestClient | undefined;
  /** Another one, which must not be able to use what the first one got. */
  readonly other?: TestClient | undefined;
  /** A public client with the code grant. */
  readonly public?: TestClient | undefined;
  /** A client with the client credentials grant. */
  readonly service?: TestClient | undefined;
}

export type Metadata = Readonly<Record<string, unknown>>;

/** A document of metadata, as it was found. */
export interface Document {
  readonly exchange: Exchange;
  /** None if there is no such document. */
  readonly content?: Metadata | undefined;
}

export interface Target {
  readonly issuer: string;
  /** RFC 8414 3. */
  readonly oauth: Document;
  /** OpenID Connect Discovery 4. */
  readonly openid: Document;
  /** Both together. */
  readonly metadata: Metadata;
  readonly clients: TestClients;
}

/** A URL of the metadata. */
export function endpoint({ metadata }: Pick<Target, "metadata">, name: string): string | undefined {
  const value = metadata[`${name}_endpoint`];
  return typeof value === "string" ? value : undefined;
}

/** A list of the metadata; `undefined` if it has none. */
export function listed({ metadata }: Pick<Target, "metadata">, name: string): readonly string[] | undefined {
  const value = metadata[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
}
