/** A table with real headers. Cells say where in the block's text they begin. */
import type { Cell } from '../../contract/document.ts'
import { useWords } from '../app/context.tsx'
import { blockAttributes, type BlockProps } from './block-attributes.ts'
import { Runs } from './run-view.tsx'
import { partOf } from './slices.ts'
import { scopeOf } from './table-scope.ts'

/** Cells by row. Cells of a row come in the order of their columns. */
function rowsOf(cells: readonly Cell[]): Cell[][] {
  const rows = new Map<number, Cell[]>()
  for (const cell of cells) {
    const row = rows.get(cell.row)
    if (row) row.push(cell)
    else rows.set(cell.row, [cell])
  }
  return [...rows.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row.toSorted((a, b) => a.column - b.column))
}

export function TableBlock(props: BlockProps) {
  const { block, pages, lines } = props
  const { t } = useWords()
  const caption = partOf(block, 'caption')
  const name = caption
    ? block.runs
        .filter(({ role }) => role === 'caption')
        .map(({ text }) => text)
        .join('')
    : t('reading.table')
  return (
    // A wide table scrolls in a box of its own, which keys must reach.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-box" role="group" aria-label={name} tabIndex={0}>
      <table {...blockAttributes(props)}>
        {caption && (
          <caption data-offset={caption.start}>
            <Runs runs={block.runs} from={caption.start} to={caption.end} pages={pages} lines={lines} />
          </caption>
        )}
        <tbody>
          {rowsOf(block.cells ?? []).map((row) => (
            <tr key={row[0]?.row}>
              {row.map((cell) => {
                const content = (
                  <Runs runs={block.runs} from={cell.start} to={cell.end} pages={pages} lines={lines} />
                )
                const shared = {
                  'data-offset': cell.start,
                  rowSpan: cell.rowSpan,
                  colSpan: cell.columnSpan,
                }
                return cell.header ? (
                  <th key={cell.column} scope={scopeOf(row, cell)} {...shared}>
                    {content}
                  </th>
                ) : (
                  <td key={cell.column} {...shared}>
                    {content}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
