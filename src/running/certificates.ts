/** The certificate of a running server: read again when the files change and when the configuration is. A faulty one changes nothing. */
import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { ConfigurationError, type ConfigurationFault } from "../configuration/fault.ts";
import { tlsFaults } from "../configuration/machine.ts";
import type { Configuration } from "../configuration/schema.ts";
import { certificateOf } from "../configuration/warnings/index.ts";
import { replaceCertificate, watchCertificate } from "../http/certificate.ts";
import type { Log } from "../ports/log.ts";

type Files = NonNullable<Configuration["tls"]>;

export interface Certificates {
  /** Reads the files of a configuration. Returns whether new connections get another certificate. @throws {ConfigurationError} */
  readonly use: (configuration: Configuration) => boolean;
  /** Replaces the certificate whenever the files change. */
  readonly watch: () => void;
  readonly close: () => void;
}

/** Milliseconds. Whoever replaces a certificate and its key needs a moment between the two. */
const SETTLED = 1_000;

/** Call it for a server with `tls`, whose files are `tls`. */
export function certificatesOf(app: FastifyInstance, first: Configuration, tls: Files, log: Log): Certificates {
  let current = first;
  let inUse = contentOf(tls);
  let end = (): void => {};
  let isWatching = false;
  let timer: NodeJS.Timeout | undefined;

  function use(configuration: Configuration): boolean {
    const { tls } = configuration;
    if (tls === undefined || current.tls === undefined) return false;
    const faults = [...tlsFaults(tls)];
    if (faults.length > 0) throw new ConfigurationError(faults);
    const content = contentOf(tls);
    const isOther = content !== inUse;
    if (isOther) {
      replaceCertificate(app, tls);
      inUse = content;
      const until = certificateOf(configuration)?.validTo;
      log.notice(
        { file: tls.cert, ...(until !== undefined && { until: new Date(until).toISOString() }) },
        "The certificate was replaced. New connections get it",
      );
    }
    const isElsewhere = tls.cert !== current.tls.cert || tls.key !== current.tls.key;
    current = configuration;
    if (isWatching && isElsewhere) watch();
    return isOther;
  }

  function look(): void {
    try {
      use(current);
    } catch (error) {
      const faults = error instanceof ConfigurationError ? error.faults : [unreadable(error)];
      log.error({ faults }, `The certificate was not replaced, and the former one stays in use. ${wordsOf(faults)}`);
    }
  }

  function watch(): void {
    end();
    isWatching = true;
    if (current.tls === undefined) return;
    end = watchCertificate(current.tls, () => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED).unref();
    });
  }

  return {
    use,
    watch,
    close() {
      clearTimeout(timer);
      end();
    },
  };
}

const contentOf = ({ cert, key }: Files): string => `${readFileSync(cert, "utf8")}\n${readFileSync(key, "utf8")}`;

const unreadable = (error: unknown): ConfigurationFault => ({
  ...{ key: "tls", is: (error as NodeJS.ErrnoException).code ?? "unreadable", expected: "files that can be read" },
});

const wordsOf = (faults: readonly ConfigurationFault[]): string =>
  faults.map(({ key, is, expected }) => `${key} is ${is}; expected ${expected}`).join(". ");
