/** The arguments of `candor mock`. */
export interface MockArguments {
  readonly port: number;
  readonly config?: string;
  readonly redirectUri?: readonly string[];
  readonly user?: string;
  readonly refuse?: readonly string[];
  readonly clock?: string;
  readonly json?: boolean;
}
