/** Which IP addresses belong to the public internet (IANA special-purpose registries). All others are private networks. */
import { BlockList, isIP } from "node:net";

const SPECIAL_4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
/**
 * Within 2000::/3, the only public part of IPv6: Teredo and 6to4 carry IPv4 addresses, and the others are for documentation.
 */
const SPECIAL_6 = "2001::/32 2001:db8::/32 2002::/16 3fff::/20";

const special = new BlockList();
for (const network of SPECIAL_4.split(" ")) add(network, "ipv4");
for (const network of SPECIAL_6.split(" ")) add(network, "ipv6");

function add(network: string, family: "ipv4" | "ipv6"): void {
  const [address = "", bits] = network.split("/");
  special.addSubnet(address, Number(bits), family);
}

/** Whether an IP address, as the resolver writes it, can be reached from anywhere. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, "ipv4");
  // IPv4 within IPv6 and NAT64 aren't in 2000::/3, and so aren't public.
  return isIP(address) === 6 && /^[23][0-9a-f]{3}:/i.test(address) && !special.check(address, "ipv6");
}
