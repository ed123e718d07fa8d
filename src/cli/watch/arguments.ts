/** The arguments of `candor watch`. */
export interface WatchArguments {
  readonly target: readonly string[];
  readonly port: string;
  readonly save?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly rewrite?: boolean;
  readonly ca?: string;
}
