import { Migration } from '@mikro-orm/migrations'

/** What an antivirus said of each content, and whether one is asked at all. */
export class DocumentScan extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
-- A row means that contents are scanned before they are given to anybody. It is in the database rather than in the
-- settings of each process, so that no process keeps one unscanned because it was not told.
create table document_scan (
  one boolean primary key default true check (one),
  since timestamptz not null
);
alter table document_content add column verdict varchar(255) not null default 'unscanned'
  check (verdict in ('unscanned', 'waiting', 'clean', 'infected'));
-- The name of what was found.
alter table document_content add column signature varchar(255) null;
alter table document_content add column scanned_at timestamptz null;
create index document_content_verdict on document_content (verdict) where verdict in ('waiting', 'infected');
create index document_sha256 on document (sha256);
`
