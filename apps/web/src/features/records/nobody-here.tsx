import { Empty } from '../../app/screens';
import { Button } from '../../ui/button';
import { FilterChips } from '../../ui/filter/filter-bar';
import type { Open } from './open';
import type { ListSpec } from './spec';
import type { useList } from './use-list';

/** Nothing at all yet, or nothing by these filters. */
export function NobodyHere<Row extends { readonly id: number }>({
  spec,
  list,
  onFilter,
  onCreate,
}: {
  spec: ListSpec<Row>;
  list: ReturnType<typeof useList<Row>>;
  onFilter: (open: Open) => void;
  onCreate: () => void;
}) {
  if (Object.keys(list.state.filters).length === 0)
    return (
      <Empty
        title={`No ${spec.many} yet`}
        action={
          <Button kind="primary" onClick={onCreate}>
            New {spec.one}
          </Button>
        }
      >
        {spec.purpose}
      </Empty>
    );
  return (
    <Empty
      title={`No ${spec.many} match`}
      action={
        <div className="filters-in">
          <FilterChips
            fields={spec.fields}
            filters={list.state.filters}
            onOpen={(field) => onFilter({ what: 'filter', field })}
            onRemove={list.removeFilter}
          />
          <Button small onClick={() => list.go({})}>
            Show all
          </Button>
        </div>
      }
    />
  );
}
