/** What the server uses to request URLs of clients: guarded, with a limited number at once. It is loaded with the first request. */
import { BlockList, isIP } from "node:net";
import { type Outbound, OutboundError } from "../../ports/outbound.ts";
import type { Resolve } from "./guarded.ts";

/** Milliseconds for the whole exchange. */
const DEADLINE = 5_000;
/** Requests at once, in total and to one host, so that slow hosts hold up neither the server nor the other hosts. */
const [AT_ONCE, AT_ONCE_TO_A_HOST] = [64, 8];

export interface OutboundSettings {
  /** Networks such as `10.1.0.0/16`, or IP addresses, that may be reached although they aren't public. */
  readonly privateNetworks: readonly string[];
}

/** Makes what requests URLs of clients. */
export function limitedOutbound({ privateNetworks }: OutboundSettings, resolve?: Resolve): Outbound {
  const guard = { privateNetworks: blockList(privateNetworks), deadline: DEADLINE, resolve };
  const running = new Map<string, number>();
  let total = 0;
  const add = (host: string, change: 1 | -1): void => {
    total += change;
    const there = (running.get(host) ?? 0) + change;
    if (there === 0) running.delete(host);
    else running.set(host, there);
  };
  return {
    async send(request) {
      const { host } = request.url;
      if (total >= AT_ONCE || (running.get(host) ?? 0) >= AT_ONCE_TO_A_HOST) throw new OutboundError("busy");
      add(host, 1);
      try {
        const { sendGuarded } = await import("./guarded.ts");
        return await sendGuarded(request, guard);
      } finally {
        add(host, -1);
      }
    },
  };
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(bits ?? (family === "ipv6" ? 128 : 32)), family);
  }
  return list;
}
