/** Clients of PostgreSQL: no error of theirs ends the process, and they obey `channel_binding=require` in their URL, which the driver doesn't read. */
import pg from "pg";
import { NotBound } from "./refused.ts";

/** What the driver knows of its connection, beside its types. */
interface Wire {
  readonly stream: { destroy(error?: Error): void };
  prependListener(event: string, heard: (message: { readonly mechanisms?: readonly string[] }) => void): void;
}

/** SCRAM with the server's certificate in what both sides prove (RFC 5802, section 6). */
const BOUND = "SCRAM-SHA-256-PLUS";

/** With `channel_binding=require`, no password is sent, and no statement, where it isn't bound to the TLS connection. */
export class Client extends pg.Client {
  /** `undefined` where the URL doesn't ask for it. */
  #isBound: boolean | undefined;

  constructor(config: pg.ClientConfig) {
    const binds = new URLSearchParams(config.connectionString?.split("?")[1]).get("channel_binding") === "require";
    super({ ...config, enableChannelBinding: binds });
    // Whoever waits for it, or for a statement, hears of it. Between a connection and its first listener is a moment, and a connection may end then.
    this.on("error", () => {});
    if (!binds) return;
    this.#isBound = false;
    this.#wire.prependListener("authenticationSASL", ({ mechanisms = [] }) => {
      this.#isBound = mechanisms.includes(BOUND);
      if (!this.#isBound) this.#leave();
    });
    for (const unbound of ["authenticationCleartextPassword", "authenticationMD5Password"])
      this.#wire.prependListener(unbound, () => this.#leave());
  }

  get #wire(): Wire {
    return (this as unknown as { readonly connection: Wire }).connection;
  }

  #leave(): NotBound {
    const refused = new NotBound(
      "DATABASE_URL has channel_binding=require, but the database doesn't bind the password to the certificate",
    );
    this.#wire.stream.destroy(refused);
    return refused;
  }

  override connect(): Promise<this>;
  override connect(done: (error: Error) => void): void;
  override connect(done?: (error: Error) => void): Promise<this> | undefined {
    const opened = this.open();
    if (done === undefined) return opened;
    opened.then(() => done(undefined as unknown as Error), done);
    return undefined;
  }

  /** Connects. @throws {NotBound} also where the database asks for no password. */
  protected async open(): Promise<this> {
    await super.connect();
    if (this.#isBound === false) throw this.#leave();
    return this;
  }
}
