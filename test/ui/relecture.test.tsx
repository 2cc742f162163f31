// Reading again on the phone: a private note is made « à restituer » where it is read, once checked.
import { fireEvent, render, screen } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { DocId } from '../../src/domain/id.ts'
import { notesOf } from '../../src/store/index.ts'
import { type Note, noteOf, noteWriter } from '../../src/ui/note.ts'
import { rendre } from '../../src/ui/relecture/commandes.ts'
import { NotesDeVisite } from '../../src/ui/relecture/NotesDeVisite.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

test('R-NOTE-03 : two touches, and nothing before the check; it can be taken back', async () => {
  const db = await newDatabase()
  const immersion = DocId.parse('imm-1')
  await noteWriter(db, immersion, null).put({ texte: 'Madame Dupont attend debout.' })
  const kept = async (): Promise<Note> => (await notesOf(db, immersion)).map(noteOf)[0]!
  const asked: string[] = []
  render(
    <Around carnet={carnetOf(db)}>
      <NotesDeVisite notes={[await kept()]} fiches={[]} ici={null} onOpen={() => undefined} onVerser={() => undefined} onRendre={({ id }) => asked.push(id)} />
    </Around>,
  )
  expect(screen.queryByRole('button', { name: 'Verser' })).toBeNull()
  fireEvent.click(screen.getByText(/la rendre «\sà restituer\s»/))
  // What could let somebody be recognised is shown with the check.
  expect((await screen.findByText(/À vérifier/)).textContent).toContain('Madame Dupont')
  expect(asked).toEqual([])
  fireEvent.click(screen.getByRole('checkbox'))
  const { id } = await kept()
  expect(asked).toEqual([id])
  expect(await rendre(db, id, 'a_restituer')).toBe(true)
  expect((await kept()).visibilite).toBe('a_restituer')
  expect(await rendre(db, id, 'privee')).toBe(true)
  expect((await kept()).visibilite).toBe('privee')
  expect(await rendre(db, DocId.parse('ailleurs'), 'privee')).toBe(false)
  db.close()
})
