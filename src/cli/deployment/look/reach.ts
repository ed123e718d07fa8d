/** Whether the servers that this one sends to accept connections. Nothing is sent to them. */
import { connect } from "node:net";
import type { Configuration } from "../../../configuration/schema.ts";
import type { Reached } from "../facts.ts";

/** Milliseconds. */
const PATIENCE = 5_000;

export function reachedFrom({ notices: { mail, webhook } }: Configuration): Promise<readonly Reached[]> {
  const url = webhook && new URL(webhook.url);
  return Promise.all([
    ...(mail === undefined ? [] : [reached("mail", mail.host, mail.port)]),
    ...(url === undefined
      ? []
      : [reached("webhook", url.hostname, Number(url.port || (url.protocol === "https:" ? 443 : 80)))]),
  ]);
}

function reached(what: Reached["what"], host: string, port: number): Promise<Reached> {
  const at = `${host}:${port}`;
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error("no connection within 5 seconds")));
    socket.once("connect", () => {
      resolve({ what, at });
      socket.destroy();
    });
    socket.once("error", (error: NodeJS.ErrnoException) =>
      resolve({ what, at, fault: error.message || String(error.code) }),
    );
  });
}
