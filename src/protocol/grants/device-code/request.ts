/** What a request says that polls with a device code (RFC 8628 3.4). */
import type { TokenRequest } from "../../token/facts.ts";
import type { Sent } from "../grant-type.ts";

export interface DeviceRequest extends TokenRequest {
  readonly deviceCode: string;
}

export const readDeviceRequest = ({ values, common }: Sent): DeviceRequest => ({
  ...common,
  deviceCode: values.get("device_code") ?? "",
});
