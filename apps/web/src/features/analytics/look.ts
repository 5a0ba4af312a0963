import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { Scope } from '../../data/reports';
import { isoDay } from '../../ui/format';
import { daysBefore, type Opened, type ReportState, searchOf, stateOf } from './state';

type Search = Readonly<Record<string, unknown>>;

/** The report that is looked at: what the address says of it, and how that is changed. */
export interface Look extends ReportState {
  /** The days before, where they are compared with. */
  readonly before: Scope | undefined;
  readonly change: (part: Search) => void;
  /** Shows the records behind a number. */
  readonly open: (opened: Opened | undefined) => void;
  readonly search: Search;
}

export const zone = (): string => boot.me.time_zone ?? 'UTC';

export function useLook(): Look | undefined {
  const { report } = useParams({ strict: false });
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = stateOf(report, search, isoDay(now(), zone()));
  if (!state) return undefined;
  const change = (part: Search) =>
    void navigate({
      to: '/analytics/$report',
      params: { report: state.spec.id },
      search: { ...search, ...part },
      replace: true,
      resetScroll: false,
    });
  return {
    ...state,
    before: state.compare ? daysBefore(state.scope) : undefined,
    change,
    open: (opened) => change(searchOf(opened)),
    search,
  };
}
