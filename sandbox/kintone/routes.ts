import { appInfoRoutes } from './app-info'
import { bulkRequestRoutes } from './bulk-request'
import { commentRoutes } from './comments'
import { cursorRoutes } from './cursor'
import { deployRoutes } from './deploy'
import { fileRoutes } from './file'
import { formFieldsRoutes } from './form-fields'
import { formLayoutRoutes } from './form-layout'
import { previewRoutes } from './preview'
import { processRoutes } from './process'
import { recordRoutes } from './record'
import { recordsRoutes } from './records'
import type { Route } from './route'

const bulkable: readonly Route[] = [...recordRoutes, ...recordsRoutes, ...processRoutes]

/** The table of contents: everything the sandbox's kintone can do. */
export const routes: readonly Route[] = [
  ...bulkable,
  ...bulkRequestRoutes(bulkable),
  ...cursorRoutes,
  ...commentRoutes,
  ...fileRoutes,
  ...appInfoRoutes,
  ...formFieldsRoutes,
  ...formLayoutRoutes,
  ...previewRoutes,
  ...deployRoutes,
]
