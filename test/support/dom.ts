// Each component test starts from an empty page.
import { cleanup, configure } from '@testing-library/preact'
import { afterEach } from 'vitest'

// On a machine under load what comes may take longer than a second; what never comes still fails.
configure({ asyncUtilTimeout: 5_000 })

afterEach(cleanup)
