/** The arguments of `candor replay`. */
export interface ReplayArguments {
  readonly only?: string;
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly header?: readonly string[];
  readonly to?: string;
  readonly own?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly ca?: string;
}
