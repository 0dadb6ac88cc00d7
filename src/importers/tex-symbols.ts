/** Commands of TeX's mathematics that stand for one character or name. */
const list = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((entry) => entry.split('=', 2) as [string, string]),
  )

/** Letters, which are variables. */
export const letters = list(`
alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ mu=μ nu=ν xi=ξ pi=π
varpi=ϖ rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=ϕ varphi=φ chi=χ psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ
Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω infty=∞ ell=ℓ hbar=ℏ Re=ℜ Im=ℑ aleph=ℵ emptyset=∅ varnothing=∅ partial=∂ nabla=∇ imath=ı
jmath=ȷ wp=℘ degree=°`)

/** Signs, which are operators and relations. */
export const operators = list(`
times=× div=÷ cdot=⋅ pm=± mp=∓ ast=∗ star=⋆ circ=∘ bullet=• leq=≤ le=≤ geq=≥ ge=≥ neq=≠ ne=≠ approx=≈ equiv=≡ sim=∼ simeq=≃ cong=≅
propto=∝ ll=≪ gg=≫ in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ cup=∪ cap=∩ setminus=∖ forall=∀ exists=∃ neg=¬ lnot=¬
land=∧ wedge=∧ lor=∨ vee=∨ to=→ rightarrow=→ leftarrow=← gets=← leftrightarrow=↔ Rightarrow=⇒ Leftarrow=⇐ Leftrightarrow=⇔ implies=⟹
iff=⟺ mapsto=↦ uparrow=↑ downarrow=↓ ldots=… cdots=⋯ dots=… vdots=⋮ ddots=⋱ perp=⊥ parallel=∥ mid=∣ nmid=∤ angle=∠ triangle=△
oplus=⊕ ominus=⊖ otimes=⊗ odot=⊙ dagger=† prime=′ therefore=∴ because=∵ langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ vert=|
Vert=‖ lbrace={ rbrace=} colon=: models=⊨ vdash=⊢ top=⊤ bot=⊥ longrightarrow=⟶ hookrightarrow=↪ prec=≺ succ=≻ asymp=≍ doteq=≐`)

/** Signs whose limits stand below and above. */
export const large = list(`
sum=∑ prod=∏ coprod=∐ int=∫ iint=∬ iiint=∭ oint=∮ bigcup=⋃ bigcap=⋂ bigoplus=⨁ bigotimes=⨂ bigvee=⋁ bigwedge=⋀`)

export const functions = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim limsup liminf max min sup inf arg det dim ker deg gcd hom Pr'.split(
    ' ',
  ),
)

export const accents = list(
  'hat=^ widehat=^ bar=¯ overline=¯ vec=→ dot=˙ ddot=¨ tilde=~ widetilde=~ check=ˇ breve=˘ overrightarrow=→',
)

/** Letters in another style: what they are does not change with it. */
export const styles = new Set(
  'mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol bm rm bf it cal displaystyle textstyle scriptstyle limits nolimits left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle'.split(
    ' ',
  ),
)
