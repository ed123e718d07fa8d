/**
 * The certificate of a client: of the connection itself, or as a trusted proxy forwards it (RFC 9440). Nobody else is believed, and what can't
 * be read as a certificate counts as none.
 */
import type { IncomingHttpHeaders } from "node:http";
import { type BlockList, isIPv6, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { FastifyInstance } from "fastify";
import type { Configuration } from "../configuration/schema.ts";
import type { Log } from "../ports/log.ts";
import { CERTIFICATE } from "../protocol/certificate.ts";
import { certificateIn } from "../service/sender-constraints/certificate-in.ts";
import { blockList } from "./connections.ts";

/** Gives every request the certificate that it came with. Call it only where `mutualTls` is set. */
export function readCertificates(
  app: FastifyInstance,
  { mutualTls, trustedProxy }: Pick<Configuration, "mutualTls" | "trustedProxy">,
  log: Pick<Log, "warn">,
): void {
  const proxies = blockList(trustedProxy);
  const header = mutualTls?.forwardedIn?.toLowerCase();
  app.addHook("onRequest", ({ raw: { socket, headers } }, _reply, done) => {
    const isForwarded = header !== undefined && isIn(proxies, socket);
    const found = isForwarded ? forwarded(headers, header, log) : connected(socket);
    if (found !== undefined) headers[CERTIFICATE] = found;
    done();
  });
}

/** The certificate of the connection, in base64. TLS has verified that the client has its key, and nothing else. */
function connected(socket: Socket): string | undefined {
  return "getPeerX509Certificate" in socket
    ? (socket as TLSSocket).getPeerX509Certificate()?.raw.toString("base64")
    : undefined;
}

function forwarded(headers: IncomingHttpHeaders, header: string, log: Pick<Log, "warn">): string | undefined {
  const text = headers[header];
  if (typeof text !== "string" || text === "") return undefined;
  const read = certificateIn(text);
  if (read === undefined) log.warn({ header, length: text.length }, "a proxy forwarded what isn't a certificate");
  return read;
}

/** Whether a connection comes from one of the networks. */
function isIn(networks: BlockList, { remoteAddress }: Socket): boolean {
  if (remoteAddress === undefined) return false;
  const bare = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, "");
  return networks.check(bare, isIPv6(bare) ? "ipv6" : "ipv4");
}
