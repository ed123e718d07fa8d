/** Why a request didn't get to the target, in words, with the code of Node. */

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS|ERR_SSL|EPROTO/;

export function unreachable(error: NodeJS.ErrnoException, origin: string): string {
  const code = codeOf(error);
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing listens at ${origin} (ECONNREFUSED).`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The name of ${origin} can't be resolved (${code}).`;
    case "ECONNRESET":
      return `${origin} closed the connection without a response (ECONNRESET).`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `${origin} can't be reached (${code}).`;
    default:
      return CERTIFICATE.test(code)
        ? `The TLS connection to ${origin} failed (${code}): ${error.message}. If its certificate is from a private authority, pass that with --ca.`
        : `The request to ${origin} failed: ${error.message || code}`;
  }
}

/** Node tried several IP addresses: the first error counts. */
function codeOf(error: NodeJS.ErrnoException): string {
  const { errors = [] } = error as { readonly errors?: readonly NodeJS.ErrnoException[] };
  return error.code ?? errors[0]?.code ?? "";
}

/** What the client gets instead of a response: plain text that says who wrote it. */
export const notPassedOn = (why: string): string => `candor watch didn't get a response.\n${why}\n`;
