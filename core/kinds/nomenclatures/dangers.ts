import { outline } from './outline.ts'
import { nomenclature } from './tree.ts'

/** "Catégories de danger": 256 values under 24 heads. Codes never change once published; labels and words may. */
export const dangers = nomenclature(
  'danger',
  'Catégories de danger',
  outline(`
allergene | Allergène - composition ou étiquetage | allergène
  allergene-arachide | Allergène - Arachide | cacahuète
  allergene-celeri | Allergène - Céleri
  allergene-crustace | Allergène - Crustacés
  allergene-fruit-coque | Allergène - Fruits à coques | fruit à coque
    allergene-amande | Amande
    allergene-autre-fruit-coque | Autre fruit à coque ou indéterminé | autre allergène fruit à coque
    allergene-noisette | Noisette
    allergene-noix | Noix
    allergene-noix-cajou | Noix de cajou
    allergene-noix-macadamia | Noix de Macadamia
    allergene-noix-pecan | Noix de Pécan
    allergene-noix-bresil | Noix du Brésil
    allergene-noix-queensland | Noix du Queensland
    allergene-pistache | Pistache
  allergene-gluten | Allergène - Gluten
  allergene-lait | Allergène - Lait | caséine, lactose
  allergene-lupin | Allergène - Lupin
  allergene-mollusque | Allergène - Mollusques
  allergene-moutarde | Allergène - Moutarde
  allergene-oeuf | Allergène - Oeufs
  allergene-poisson | Allergène - Poisson
  allergene-sesame | Allergène - Sésame
  allergene-soja | Allergène - Soja
  allergene-sulfite | Allergène - Sulfites
  autre-allergene | Autre allergène ou indéterminé
bacterie | Bactérie
  autre-bacterie | Autre bactérie ou indéterminée
  bacillus | Bacillus
    bacillus-anthracis | Bacillus anthracis | anthrax, charbon
    bacillus-cereus | Bacillus cereus et/ou sa toxine | b cereus
    bacillus-thurigiensis | Bacillus thurigiensis | bacillus thuringiensis
  brucella | Brucella | brucellose
    brucella-abortus | Brucella abortus
    brucella-melitensis | Brucella melitensis
    brucella-suis | Brucella suis
  campylobacter | Campylobacter | campylo, campylobactériose
    campylobacter-coli | Campylobacter coli
    campylobacter-jejuni | Campylobacter jejuni
  clostridium | Clostridium
    clostridium-botulinum | Clostridium botulinum et/ou sa toxine | botulisme, toxine botulique, c botulinum
    clostridium-perfringens | Clostridium perfringens | c perfringens
  coliformes | Coliformes
  coxiella | Coxiella
    coxiella-burnetii | Coxiella burnetii (fièvre Q) | fièvre q
  cronobacter | Cronobacter
    cronobacter-malonaticus | Cronobacter malonaticus
    cronobacter-sakazakii | Cronobacter sakazakii | enterobacter sakazakii
  enterobacteries | Entérobactéries
  escherichia-coli | Escherichia Coli | e coli, ecoli, colibacille
    escherichia-coli-non-stec | Escherichia coli (non STEC - EHEC)
    escherichia-coli-stec | Escherichia coli shigatoxinogène (STEC - EHEC) | stec, ehec, vtec, e coli stec, e coli o157, o157, o26, shu
  leptospira | Leptospira | leptospirose
  listeria | Listeria | listériose, listeria spp
    listeria-monocytogenes | Listeria monocytogenes | l monocytogenes, lm
  mycobacterium | Mycobacterium | tuberculose
    mycobacterium-bovis | Mycobacterium bovis
    mycobacterium-suis | Mycobacterium suis
    mycobacterium-tuberculosis | Mycobacterium tuberculosis
  pseudomonas | Pseudomonas
  salmonella | Salmonella | salmonelle, salmonellose, salmonella spp
    autre-salmonella | Autre salmonella (à préciser)
    salmonella-dublin | Salmonella dublin
    salmonella-enteritidis | Salmonella enteritidis | s enteritidis
    salmonella-hadar | Salmonella hadar
    salmonella-infantis | Salmonella infantis
    salmonella-kentucky | Salmonella kentucky
    salmonella-mbandaka | Salmonella mbandaka
    salmonella-typhimurium | Salmonella typhimurium | s typhimurium
    salmonella-virchow | Salmonella virchow
  shigella | Shigella | shigelle, shigellose
  staphylococcus | Staphylococcus | staphylocoque, staph
    staphylococcus-aureus | Staphylococcus aureus et/ou sa toxine | staphylocoque doré, s aureus
  vibrio | Vibrio
    vibrio-cholerae | Vibrio cholerae | choléra
    vibrio-parahaemolyticus | Vibrio parahaemolyticus
    vibrio-vulnificus | Vibrio vulnificus
  yersinia | Yersinia | yersiniose
    yersinia-enterocolitica | Yersinia enterocolitica | y enterocolitica
contaminant-autre | Contaminant - autre
  autre-contaminant-environnement | Autre contaminant de l'environnement
  contaminant-bisphenol | Bisphénol (hors MCDA) | bpa
  contaminant-melamine | Mélamine (hors MCDA)
  nitrate | Nitrate (hors additif)
  nitrite | Nitrite (hors additif)
  perchlorate | Perchlorate
contaminant-metal | Contaminant - métaux et autre élément | métal lourd, métaux lourds, métaux
  arsenic | Arsenic (As)
  autre-metal | Autre élément trace métallique ou composé inorganique
  cadmium | Cadmium (Cd)
  fluor | Fluor (F)
  mercure | Mercure (Hg) | méthylmercure
  nickel | Nickel (Ni)
  plomb | Plomb (Pb)
contaminant-mycotoxine | Contaminant - mycotoxine | mycotoxine
  aflatoxine | Aflatoxine
  alternariol | Alternariol (AOH) Alternariol monométhyl éther (AME) Acide ténuazonique (TeA)
  autre-mycotoxine | Autre mycotoxine ou indéterminée
  citrinine | Citrinine
  deoxynivalenol | Déoxynivalénol (DON) | don
  fumonisine | Fumonisine
  ochratoxine | Ochratoxine A | ochratoxine
  patuline | Patuline
  ergot | Sclérote d'ergot - Alcaloïde de l'ergot | ergot, ergot de seigle
  toxine-t2-ht2 | Toxine T2 ou HT2
  zearalenone | Zéaralénone (ZEA)
contaminant-polluant-organique | Contaminant - polluant organique persistant
  autre-polluant-organique-persistant | Autre polluant organique persistant
  dioxines-pcb | Dioxines et PCB | dioxine, pcb
  pbde | PBDE et autre retardateur de flamme bromé
  pfas | Substances perfluoroalkylées (PFAS) | pfas
contaminant-procede | Contaminant - procédé de transformation
  3-mcpd | 3MCPD et ester d'acide gras de 3-MCPD | 3mcpd
  aah | AAH
  acrylamide | Acrylamide
  autre-contaminant-procede | Autre contaminant des procédés
  ester-glycidol | Ester d'acide gras de glycidol
  furane | Furane et dérivé méthylé du furane
  hap | HAP | benzopyrène, hydrocarbures aromatiques polycycliques
  moah-mosh | Hydrocarbure d'huile minérale (MOAH et MOSH) | moah, mosh, huile minérale
  nitrosamine | Nitrosamine
contaminant-toxine | Contaminant - toxine
  phycotoxine | Phycotoxine et cyanotoxine | toxine marine, biotoxine marine, cyanotoxine
    autre-phycotoxine | Autre phycotoxine et cyanotoxine
    ciguatoxine | Ciguatoxine | ciguatera
    toxine-asp | Toxine ASP | acide domoïque
    toxine-dsp | Toxine DSP (toxines lipophiles) | acide okadaïque
    toxine-psp | Toxine PSP | saxitoxine
  histamine | Histamine | scombrotoxine
  phyto-estrogene | Phyto-estrogène
  toxine-vegetale-autre | Toxine végétale autre
    autre-plante-toxique | Autre toxine végétale ou plante en contenant
    betterave-crue | Betterave crue : toxine indéterminée
    champignon-toxique | Champignon toxique ou vénéneu(amanite, divers) | champignon vénéneux, amanite
    cucurbitacine | Cucurbitacine et autres toxines de courges
    gossypol | Gossypol
    pignon-amer | Pignon de pin amer (dysgueusie)
    theobromine | Théobromine
  toxine-vegetale-reglementee | Toxine végétale réglementée
    acide-cyanhydrique | Acide cyanhydrique (HCN) | cyanure
    acide-erucique | Acide érucique
    alcaloide-opioide | Alcaloïde opioïde | morphine, pavot
    alcaloide-pyrrolizidinique | Alcaloïde pyrrolizidinique
    alcaloide-tropanique | Alcaloïde tropanique (Datura) et graine de Datura | datura, atropine, scopolamine
    delta-9-thc | Delta-9-THC (<=0,3%) | thc
    glycoalcaloide | Glycoalcaloïde
corps-etranger | Corps étranger et indésirable | corps étranger
  autre-corps-etranger | Autre corps étranger ou indéterminé | plastique
  impurete-botanique | Impureté botanique - espèce végétale nuisible (yc Ambroisie) | ambroisie
  animal-indesirable | Insecte - vers - rongeur - autre animal indésirable | insecte, ver, rongeur
  corps-blessant | Verre - cailloux - métal - os - autre blessant | verre, caillou, métal, os, bris de verre
activite-non-autorisee | Etablissement - activité non autorisée
  activite-interdite | Activité interdite (mesure administrative)
  activite-non-agreee | Activité non agréée (défaut d'agrément)
  autre-activite-non-autorisee | Autre activité non autorisée
  ionisation-non-autorisee | Irradiation Ionisation non autorisée
  tout-droit | Non présentation à un contrôle obligatoire (yc "tout droit")
perte-maitrise-sanitaire | Etablissement - perte de maîtrise sanitaire
  anomalie-documentaire-spa | Anomalie documentaire sous-produit animal (DAC, DOCOM, CS)
  autre-perte-maitrise-sanitaire | Autre perte de maîtrise sanitaire
  defaut-composition | Défaut de composition (sauf allergène)
  defaut-pasteurisation | Défaut de pasteurisation
  defaut-sterilisation | Défaut de stérilisation
  defaut-tracabilite | Défaut de traçabilité | traçabilité
  defaut-conditionnement | Défaut du conditionnement (herméticité, gaz…)
  defaut-organoleptique | Défaut organoleptique (toute cause dont ABVT)
  feed-animal-non-cible | Feed - animal non-cible (contamination)
  ionisation-non-conforme | Ionisation non conforme (hors étiquetage)
  defaut-hygiene | Mauvaises conditions d'hygiène, risques de contamination | hygiène, défaut d’hygiène
  rupture-froid | Rupture de la chaîne du froid | chaîne du froid
etiquetage | Etiquetage
  autre-etiquetage | Autre étiquetage ou indéterminé (hors allergène)
  etiquetage-allegation | Etiquetage / allégation
  etiquetage-composition | Etiquetage / composition (hors allergène)
  etiquetage-dlc | Etiquetage / DLC | dlc, ddm, date limite de consommation
  etiquetage-ionisation | Etiquetage / ionisation
  etiquetage-mode-emploi | Etiquetage / mode d'emploi / mention de bon usage
  etiquetage-temperature | Etiquetage / température de conservation
ingredient-additif | Ingrédient - additif et auxilliaire technologique | additif et auxiliaire technologique
  additif | Additif
    additif-nitre | Additif - nitré (nitrate/nitrite)
    additif-categorie | Additif - non-respect catégorie denrée / AMM
    additif-dosage | Additif - non-respect dosage / AMM
    additif-sulfite | Additif - sulfite
    autre-additif | Autre additif (yc additif non autorisé en UE)
    additif-residu-feed | Résidu d'additif feed (yc coccidiostatique, histomonostatique)
  additif-feed | Additif - Feed
    feed-additif-non-autorise | Feed - additif non autorisé
    feed-additif-condition | Feed - non-respect condition d'autorisation
  auxiliaire-technologique | Auxilliaire technologique | auxiliaire technologique
    auxiliaire-categorie | Non-respect catégorie denrée / domaine d'application
    auxiliaire-condition | Non-respect condition d'emploi / dose résiduelle
    auxiliaire-residu | Résidu d'auxilliaire technologique et impureté issue
  enzyme | Enzyme
ingredient-non-autorise | Ingrédient - non autorisé ou dangereux
  complement-non-declare | Complément alimentaire non télédéclaré
  dechet-technique | Déchet, produit technique non-alimentaire (yc feed)
  feed-mp-interdite | Feed - MP interdite
    feed-mp-interdite-autre | Feed - autre MP interdite
    feed-emballage | Feed - emballage de produit des IAA
    feed-semence-traitee | Feed - semence ou plant traité et dérivé
  feed-sous-produit-animal | Feed - sous-produit animal
    feed-ban | Feed - Produit animal interdit / feed ban (yc PAT)
    feed-span-1-2 | Feed - SPAn de catégorie 1 ou 2
    feed-span-3 | Feed - SPAn de catégorie 3 non-conforme
  novel-food | Novel food
    nf-cbd | NF - CBD/autres cannabinoïdes | cbd, cannabidiol
    nf-categorie | NF - non-respect catégorie denrée / AMM
    nf-population | NF - non-respect population cible / AMM
    nf-surdosage | NF - surdosage/AMM
  ogm | OGM | organisme génétiquement modifié
    ogm-animal | Animal GM
    ogm-microorganisme | Microorganisme GM
    ogm-plante | Plante GM
  spa-en-alimentation-humaine | Sous-produit animal en alimentation humaine
  stupefiant-ou-psychoactif | Stupéfiant et psychoactif
    psychoactif | Psychoactif (hors médicament, stupéfiant, novel food)
    stupefiant | Stupéfiant (dont THC supérieur à 0,3%)
  substance-interdite | Substance interdite ou restriction / denrée enrichie ou complément alimentaire
  substance-medicamenteuse | Substance médicamenteuse
    autre-medicamenteuse | Autre substance médicamenteuse
    sibutramine | Sibutramine
    sildenafil | Sildénafil
  surdosage-nutriment | Surdosage nutriment / denrée enrichie ou complément alimentaire
levure-moisissure | Levure Moisissure
  levure-moisissure-divers | Levure Moisissure divers ou indéterminée
medicament-veterinaire | Médicament vétérinaire | résidu de médicament vétérinaire, antibiotique
  residu-mv-autre | Autre résidu MV ou indéterminé (hors additif coccidiostatique et histomonostatique)
  feed-mv-animal-non-cible | Feed - MV - animal non-cible
  feed-mv-dose | Feed - MV - non-respect dose / aliment médicamenteux
  residu-mv-a | Résidu MV - Groupe A - substance interdite ou non autorisée, traitement illégal | chloramphénicol, nitrofurane
    residu-mv-a-autre | Autre - Résidu MV interdit ou non autorisé
    residu-mv-a-hormone | Résidu MV - Substances à effet hormonal et thyréostatique et béta-agonistes | hormone, clenbutérol
  residu-mv-b | Résidu MV - Groupe B - substance autorisée
parasite | Parasite
  alaria-alata | Alaria alata
  anisakis | Anisakis | anisakiase
  autre-parasite | Autre parasite ou indéterminé
  clinostomum-complanatum | Clinostomum complanatum
  diphyllobothrium | Diphyllobothrium
  echinococcus | Echinococcus | échinocoque
  pseudoterranova | Pseudoterranova
  toxacara | Toxacara | toxocara
  toxoplasma | Toxoplasma | toxoplasmose
  trichine | Trichine | trichinella, trichinose
pesticide-biocide | Pesticide biocide | pesticide, biocide
  residu-pesticide-biocide | Résidu de Pesticide Biocide | oxyde d’éthylène, eto, fipronil, chlordécone, lmr
prion | Prion
  autre-prion | Autre prion ou indéterminé
  esb | Encéphalopathie spongiforme bovine | vache folle
  tremblante | Tremblante | scrapie
radionucleide | Radionucléide | radioactivité, césium, iode
  radionucleide-detecte | Radionucléide
mcda | Substance migrante - MCDA | matériau au contact
  mcda-autre-contaminant | MCDA - Autre contaminant
  mcda-perturbateur | MCDA - Autre perturbateur endocrinien (hors bisphénol)
  mcda-bisphenol | MCDA - Bisphénol (hors contaminant) | bpa
  mcda-cobalt | MCDA - Cobalt
  mcda-formaldehyde | MCDA - Formaldéhyde | formol
  mcda-melamine | MCDA - Mélamine (hors contaminant)
  mcda-phtalates | MCDA - Phtalates
virus | Virus
  autre-virus | Autre virus alimentaire ou indéterminé
  virus-gastroenterite | Virus de la gastroentérite aigüe (GEA) | gastroentérite, gastro-entérite, gea
    norovirus | Norovirus | virus de norwalk
    autres-virus-gastroenterite | Autres Calicivirus, Sapovirus, Rotavirus, Astrovirus, Adénovirus
  virus-tbev | Virus de l'encéphalite à tique (TBEV) | encéphalite à tique, tbev
  virus-hepatite-a | Virus de l'hépatite A (VHA) | hépatite a, vha
  virus-hepatite-e | Virus de l'hépatite E (VHE) | hépatite e, vhe
  virus-influenza | Virus influenza zoonotique par voie alimentaire (IAHP zoo) | influenza zoonotique
  virus-nipah | Virus Nipah
  enterovirus | Entérovirus
sante-animale | x Santé animale | santé animale
  sa-autre | SA - Autre en santé animale
  sa-fievre-aphteuse | SA - Fièvre aphteuse
  sa-influenza-aviaire | SA - Influenza aviaire hautement pathogène | iahp, grippe aviaire, influenza aviaire
  sa-peste-porcine-africaine | SA - Peste porcine africaine | ppa
  sa-peste-porcine-classique | SA - Peste porcine classique | ppc
sante-vegetale | x Santé végétale | santé végétale
  sv-organisme-quarantaine | SV - Organisme de quarantaine
`),
  { synonyms: true },
)
